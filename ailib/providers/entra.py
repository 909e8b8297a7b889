"""Tokens of Microsoft Entra ID, for what Azure hosts.

Three ways: an application (`AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and a secret or a federated token), whatever the
library azure-identity finds on this machine (extra `azure`), or a credentials object of that library as `api_key`.

Documentation: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow and
https://learn.microsoft.com/python/api/overview/azure/identity-readme
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from .auth import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .profile import ProviderProfile

__all__ = ["HINT", "SCOPE", "application", "asking", "default", "scope_of"]

SCOPE = "https://cognitiveservices.azure.com/.default"
HINT = "Sign in (`az login`), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"
_AUTHORITY = "https://login.microsoftonline.com"

Form: TypeAlias = "Callable[[], tuple[Mapping[str, str], Mapping[str, str]]]"


def scope_of(profile: ProviderProfile) -> str:
    """The scope that the tokens of a provider are for."""
    for scheme in (profile.auth, profile.auth.alternative):
        if scheme is not None and scheme.type == "oauth_entra" and scheme.details.get("scope"):
            return scheme.details["scope"]
    return SCOPE


def asking(credential: Any, scope: str) -> Callable[[], Any]:
    """A function that gets a token from a credentials object: async when its method is."""
    import inspect

    if inspect.iscoroutinefunction(credential.get_token):

        async def get() -> Any:
            return await credential.get_token(scope)

        return get
    return lambda: credential.get_token(scope)


def default(profile: ProviderProfile) -> Callable[[], Any]:
    """A function that gets a token as azure-identity finds it: workload, managed identity, `az login`, ..."""
    made: list[Any] = []

    def get() -> Any:
        if not made:
            from importlib import import_module

            # By name: type checkers need not have the extra.
            made.append(import_module("azure.identity").DefaultAzureCredential())
        return made[0].get_token(scope_of(profile))

    return get


def application(profile: ProviderProfile, environ: Mapping[str, str]) -> tuple[str, Form, tuple[Secret, ...]]:
    """The client credentials grant of the application that the variables name.

    Args:
        profile: The provider.
        environ: Variables; those of an application are set.

    Returns:
        Address of the token server, a function that makes the form (a federated token is read anew for each), and what
        must not be shown.
    """

    def value(name: str) -> str:
        return environ.get(name, "").strip()

    authority = value("AZURE_AUTHORITY_HOST").rstrip("/") or _AUTHORITY
    if "://" not in authority:
        authority = f"https://{authority}"
    secret = Secret(value("AZURE_CLIENT_SECRET"))
    path = value("AZURE_FEDERATED_TOKEN_FILE")
    common = {
        "grant_type": "client_credentials",
        "client_id": value("AZURE_CLIENT_ID"),
        "scope": scope_of(profile),
    }

    def form() -> tuple[Mapping[str, str], Mapping[str, str]]:
        if secret:
            return {**common, "client_secret": secret.reveal()}, {}
        from ailib.errors import ConfigurationError

        try:
            with open(path, encoding="utf-8") as file:  # noqa: PTH123
                assertion = file.read().strip()
        except (OSError, UnicodeError) as error:
            raise ConfigurationError(
                f"AZURE_FEDERATED_TOKEN_FILE cannot be read ({type(error).__name__})", provider=profile.id
            ) from error
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        return {**common, "client_assertion_type": kind, "client_assertion": assertion}, {}

    return f"{authority}/{value('AZURE_TENANT_ID')}/oauth2/v2.0/token", form, (secret,)
