"""`ailib providers`: who can be talked to, whose key is set, what each can do. Only names of variables are shown."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..providers.catalogue import get_provider, provider_ids
from ..providers.credentials import resolve_key
from ..providers.manifest_files import found_manifests
from ..providers.models import default_model
from .terminal import table

if TYPE_CHECKING:
    import argparse

    from ..providers.profile import ProviderProfile
    from .terminal import Terminal

__all__ = ["run"]


def _can(profile: ProviderProfile) -> dict[str, bool | str]:
    """Capability to True or "model" (it depends on the model); those it lacks and those nobody knows are left out."""
    found: dict[str, bool | str] = {name: known for name, known in profile.capabilities.items() if known}
    if profile.endpoints.get("embeddings"):
        found["embeddings"] = True
    return found


def _described(profile: ProviderProfile, origin: str) -> dict[str, Any]:
    found = resolve_key(profile, None, os.environ, generic=False, stored=False)
    return {
        "id": profile.id,
        "name": profile.name,
        "kind": profile.kind,
        "status": profile.status,
        "status_note": profile.status_note,
        "family": profile.protocol,
        "also_speaks": list(profile.also_speaks),
        "key_required": found.required,
        "key_set": found.source != "none",
        "key_from": found.source_name or None,
        "key_variables": list(found.looked_for),
        "default_model": default_model(profile, os.environ),
        "can": _can(profile),
        "from": origin,
    }


def _all(terminal: Terminal) -> list[dict[str, Any]]:
    """The providers of the catalogue, then those of manifests; a manifest replaces the provider of its name."""
    manifests = found_manifests()
    for name, found in manifests.items():
        if isinstance(found, ConfigurationError):
            terminal.note(f"manifest {name}: {found}")
    own = {name: found for name, found in manifests.items() if not isinstance(found, ConfigurationError)}
    listed = [
        _described(get_provider(name, ended=True), "catalogue") for name in provider_ids() if name not in manifests
    ]
    listed += [_described(profile, "manifest") for profile in own.values()]
    return sorted(listed, key=lambda one: str(one["id"]))


def _key(provider: dict[str, Any]) -> str:
    if provider["key_set"]:
        return f"{provider['key_from']} is set"
    return "not set" if provider["key_required"] else "not needed"


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """List the providers; see `ailib providers --help`."""
    providers = _all(terminal)
    if given.json:
        terminal.write(json.dumps(providers, indent=2, ensure_ascii=False) + "\n")
        return 0
    rows = [
        (one["id"], one["status"], one["family"], _key(one), one["default_model"] or "", ", ".join(one["can"]))
        for one in providers
    ]
    terminal.write(table(("PROVIDER", "STATUS", "API", "KEY", "DEFAULT MODEL", "CAN"), rows))
    return 0
