"""Keys that the machine keeps: the keyring of the system, asked when nothing else has a key.

Needs the extra `keyring`. Documentation: https://keyring.readthedocs.io/
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from .auth import Secret

__all__ = ["SERVICES", "stored_key"]

# Asked in this order; the user name of an entry is the provider's id.
SERVICES = ("ai-protocol", "ai-lib", "ailib")


def stored_key(provider: str) -> tuple[Secret | None, str]:
    """The key of a provider in the keyring.

    Args:
        provider: Id of the provider.

    Returns:
        The key and the service it was stored under; or None and why the keyring could not be read ("" when it could, or
        when the extra is not installed).
    """
    if find_spec("keyring") is None:
        return None, ""
    # By name: type checkers need not have the extra.
    keyring: Any = import_module("keyring")
    errors: Any = import_module("keyring.errors")

    try:
        for service in SERVICES:
            value = str(keyring.get_password(service, provider) or "").strip()
            if value:
                return Secret(value), service
    except errors.NoKeyringError:
        return None, ""  # the library is there, a keyring is not
    except Exception as error:  # noqa: BLE001 - a backend may raise anything, and a key may still come from elsewhere
        return None, f"the keyring could not be read ({type(error).__name__})"
    return None, ""
