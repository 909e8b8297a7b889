"""The providers we know: `get_provider("groq")` and friends.

The data is one JSON file, read on first use; a profile is built when it is first asked for and kept.
Names are compared in lower case, with "_" and "-" the same; ids and aliases share one namespace.

A manifest in a folder that `AI_PROTOCOL_DIR` names goes before the catalogue; one that an installed package offers
comes after it (`manifest_files`).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, cast

from ailib.errors import ConfigurationError

from .profile import CHAT_PATHS, AuthScheme, BatchJobs, ProviderProfile, Quirks, Surface

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["get_provider", "host_owners", "known_provider", "provider_id", "provider_ids"]

# Who is asked first when only keys are known; then the order of the catalogue.
PREFERRED = (
    "openai",
    "anthropic",
    "gemini",
    "groq",
    "mistral",
    "deepseek",
    "openrouter",
    "xai",
    "together",
    "fireworks",
    "cohere",
    "perplexity",
    "cerebras",
    "azure-openai",
)

# The fields of Quirks that are lists in the file.
TUPLES = frozenset(
    (
        *("tool_choices", "efforts", "usage_paths", "error_paths", "error_code_paths", "ok_error_codes"),
        *("body_settings", "embed_unsupported"),
    )
)

_document: dict[str, Any] = {}
_found: dict[str, ProviderProfile] = {}


def read_data(name: str) -> dict[str, Any]:
    """A JSON file of the package.

    Args:
        name: File name inside `ailib/providers/data`.
    """
    # Not importlib.resources: importing that costs more than the whole file.
    with open(f"{__file__.rpartition('catalogue')[0]}data/{name}", "rb") as file:  # noqa: PTH123
        return cast("dict[str, Any]", json.loads(file.read()))


def document() -> dict[str, Any]:
    """The catalogue as it is stored."""
    if not _document:
        _document.update(read_data("catalogue.json"))
    return _document


def catalogue_id(name: str) -> str | None:
    """The id in the catalogue that an id or alias means, or None when it has no such name."""
    key = name.strip().lower().replace("_", "-")
    data = document()
    if key in data["providers"]:
        return key
    return cast("str | None", data["aliases"].get(key))


def _of_manifest(name: str, *, installed: bool) -> ProviderProfile | None:
    """The provider that a manifest calls so: only in the environment's folders, or everywhere."""
    if not installed and not ("AI_PROTOCOL_DIR" in os.environ or "AI_PROTOCOL_PATH" in os.environ):
        return None
    from .manifest_files import find_manifest

    return find_manifest(name, installed=installed)


def provider_id(name: str) -> str | None:
    """The canonical id that an id or alias means, or None when nobody has that name.

    Raises:
        ManifestError: The manifest that is called so is not valid.
    """
    profile = _of_manifest(name, installed=False)
    if profile is None:
        canonical = catalogue_id(name)
        if canonical is not None:
            return canonical
        profile = _of_manifest(name, installed=True) if name.strip() else None
    return profile.id if profile is not None else None


def known_provider(name: str) -> bool:
    """Whether `name` is the id or an alias of a provider, in service or not."""
    return name in _found or provider_id(name) is not None


def provider_ids() -> tuple[str, ...]:
    """All ids of the catalogue, sorted, those of ended services included."""
    return tuple(document()["providers"])


def get_provider(name: str, *, ended: bool = False) -> ProviderProfile:
    """The profile of a provider.

    Args:
        name: Id or alias, in any case, with "_" or "-".
        ended: Also return a provider whose service has ended.

    Raises:
        ConfigurationError: Nobody has that name (close ones are listed), or the service has ended.
        ManifestError: The manifest that is called so is not valid.
    """
    profile = _of_manifest(name, installed=False)
    if profile is not None:
        return profile
    profile = _found.get(name)
    if profile is None:
        canonical = catalogue_id(name)
        if canonical is None:
            profile = _of_manifest(name, installed=True)
            if profile is None:
                raise unknown_provider(name)
            return profile
        profile = _found.get(canonical)
        if profile is None:
            # Two threads may both build it; the first to store it wins, so that there is one object.
            profile = _found.setdefault(canonical, build_profile(canonical, document()["providers"][canonical]))
        if profile.status != "shut_down":
            _found[name] = profile
    if profile.status == "shut_down" and not ended:
        raise ConfigurationError(
            f"The service of {profile.name} has ended: {profile.status_note or 'it was shut down'}", provider=profile.id
        )
    return profile


def unknown_provider(name: str) -> ConfigurationError:
    """The error for a name that nobody has."""
    import difflib

    data = document()
    key = name.strip().lower().replace("_", "-")
    close = difflib.get_close_matches(key, [*data["providers"], *data["aliases"]], n=3, cutoff=0.7)
    ids = list(dict.fromkeys(data["aliases"].get(match, match) for match in close))
    hint = f"Did you mean {' or '.join(repr(match) for match in ids)}?" if ids else None
    return ConfigurationError(
        f"Unknown provider {name!r}", hint=hint or "The command `ailib providers` lists the known ones"
    )


def _strings(values: list[str] | None) -> tuple[str, ...]:
    return tuple(values or ())


def _auth(row: Mapping[str, Any]) -> AuthScheme:
    alternative = row.get("alternative")
    return AuthScheme(
        type=row["type"],
        env=_strings(row.get("env")),
        header=row.get("header"),
        prefix=row.get("prefix"),
        required=row.get("required", True),
        param=row.get("param"),
        alternative=_auth(alternative) if alternative else None,
        details=row.get("details", {}),
    )


def _quirks(row: Mapping[str, Any]) -> Quirks:
    values = dict(row)
    for name in TUPLES.intersection(values):
        values[name] = tuple(values[name])
    values["unsupported"] = frozenset(row.get("unsupported", ()))
    return Quirks(**values)


def _surface(protocol: str, row: Mapping[str, Any]) -> Surface:
    path = row.get("path") or CHAT_PATHS.get(protocol)
    return Surface(protocol, path, row.get("base_url"), _strings(row.get("base_url_env")))


def build_profile(canonical: str, row: Mapping[str, Any]) -> ProviderProfile:
    """A profile from a row in the catalogue's form.

    Args:
        canonical: Its id.
        row: Fields as in `catalogue.json`; those that are missing have the defaults of `ProviderProfile`.

    Raises:
        KeyError, TypeError: The row lacks a needed field or has one too many.
    """
    values = dict(row)
    values["auth"] = _auth(row["auth"])
    values["quirks"] = _quirks(row.get("quirks", {}))
    values["also_speaks"] = {name: _surface(name, also) for name, also in row.get("also_speaks", {}).items()}
    if jobs := row.get("batch_jobs"):
        facts: dict[str, Any] = {**jobs, "kinds": tuple(jobs.get("kinds", ("chat",)))}
        values["batch_jobs"] = BatchJobs(**facts)
    for name in ("aliases", "base_url_env", "rate_limit_headers"):
        values[name] = _strings(row.get(name))
    for name in ("extra_env", "env_headers"):
        values[name] = {key: tuple(variables) for key, variables in row.get(name, {}).items()}
    return ProviderProfile(id=canonical, **values)


def host_owners(host: str) -> tuple[str, ...]:
    """The providers whose API lives at a host; empty for a host that no catalogue entry names.

    Args:
        host: Host name without scheme and port.
    """
    hosts: dict[str, list[str]] = document()["hosts"]
    host = host.lower().rstrip(".")
    if host in hosts:
        return tuple(hosts[host])
    # "acme.openai.azure.com" and "westus-aiplatform.googleapis.com" belong to a pattern.
    for pattern, owners in hosts.items():
        head, star, tail = pattern.partition("*")
        if star and host.startswith(head) and host.endswith(tail) and len(host) > len(head) + len(tail):
            return tuple(owners)
    return ()
