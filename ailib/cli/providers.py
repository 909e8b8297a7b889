"""`ailib providers`: who can be talked to, and whose key is set. Only the names of variables are shown."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from ..providers.catalogue import get_provider, provider_ids
from ..providers.credentials import resolve_key
from ..providers.models import default_model
from .terminal import table

if TYPE_CHECKING:
    import argparse

    from .terminal import Terminal

__all__ = ["run"]


def _described(name: str) -> dict[str, Any]:
    profile = get_provider(name, ended=True)
    found = resolve_key(profile, None, os.environ, generic=False)
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
    }


def _key(provider: dict[str, Any]) -> str:
    if provider["key_set"]:
        return f"{provider['key_from']} is set"
    return "not set" if provider["key_required"] else "not needed"


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """List the providers; see `ailib providers --help`."""
    providers = [_described(name) for name in provider_ids()]
    if given.json:
        terminal.write(json.dumps(providers, indent=2, ensure_ascii=False) + "\n")
        return 0
    rows = [(one["id"], one["status"], one["family"], _key(one), one["default_model"] or "") for one in providers]
    terminal.write(table(("PROVIDER", "STATUS", "API", "KEY", "DEFAULT MODEL"), rows))
    return 0
