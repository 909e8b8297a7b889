"""Tokens of Google Cloud, by the library google-auth (extra `vertex`).

The application default credentials (a key file named by `GOOGLE_APPLICATION_CREDENTIALS`, `gcloud auth
application-default login`, a metadata server), or a credentials object of that library passed as `api_key`.

Documentation: https://googleapis.dev/python/google-auth/latest/ and
https://cloud.google.com/docs/authentication/application-default-credentials
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from ailib.errors import AuthenticationError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .profile import ProviderProfile

__all__ = ["GoogleCredentials", "require_library", "scopes_of"]

SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_HINT = "Set GOOGLE_APPLICATION_CREDENTIALS to a key file, or run `gcloud auth application-default login`"


def scopes_of(profile: ProviderProfile) -> list[str]:
    """The scopes that the tokens of a provider are for."""
    return [profile.auth.details.get("scope") or SCOPE]


def require_library(provider: str) -> None:
    """Check that google-auth is there.

    Raises:
        ConfigurationError: It is not.
    """
    try:
        missing = find_spec("google.auth") is None
    except ModuleNotFoundError:
        missing = True
    if missing:
        raise ConfigurationError(
            "The credentials of Google Cloud need the library google-auth",
            provider=provider,
            hint="`pip install ailib[vertex]`, or pass api_key=... with a current access token",
        )


class Answer(Protocol):
    """The part of an HTTP answer that google-auth reads."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class _Response:
    """An answer, as google-auth wants to see it."""

    def __init__(self, answer: Answer) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.data = answer.body


class GoogleCredentials:
    """What google-auth is asked for; found by the library itself unless given.

    Args:
        scopes: What the tokens are for.
        credentials: A credentials object of the library.
    """

    def __init__(self, scopes: list[str], credentials: Any = None) -> None:
        self._scopes = scopes
        self._given = credentials
        self._found: Any = None

    def token(self, http: Callable[..., Answer | Exception]) -> tuple[str, Any, Mapping[str, str]]:
        """A new token, its expiry and the headers that go with it.

        Args:
            http: Called with method, URL, headers, body and seconds; an error that it returns is one of the network.

        Raises:
            AuthenticationError: Google refused.
            ConfigurationError: There are no usable credentials.
        """
        # By name: type checkers need not have the extra.
        exceptions: Any = import_module("google.auth.exceptions")

        def ask(
            url: str,
            method: str = "GET",
            body: bytes | str | None = None,
            headers: Mapping[str, str] | None = None,
            timeout: float | None = None,
            **_: Any,
        ) -> _Response:
            content = body.encode() if isinstance(body, str) else body
            answer = http(method, url, headers or {}, content, timeout)
            if isinstance(answer, Exception):
                raise exceptions.TransportError(str(answer))
            return _Response(answer)

        try:
            credentials = self._credentials(ask)
            credentials.refresh(ask)
        except exceptions.DefaultCredentialsError as error:
            raise ConfigurationError(f"No credentials of Google Cloud: {_said(error)}", hint=_HINT) from error
        except exceptions.GoogleAuthError as error:
            raise AuthenticationError(f"Google gave no token: {_said(error)}", hint=_HINT) from error
        except Exception as error:
            raise ConfigurationError(
                f"The credentials of Google Cloud cannot be used ({type(error).__name__})", hint=_HINT
            ) from error
        if not credentials.token:
            raise AuthenticationError("Google gave no token", hint=_HINT)
        quota = getattr(credentials, "quota_project_id", None)
        return str(credentials.token), credentials.expiry, {"x-goog-user-project": quota} if quota else {}

    def _credentials(self, ask: Any) -> Any:
        if self._found is None:
            if self._given is not None:
                scoped: Any = import_module("google.auth.credentials").with_scopes_if_required
                self._found = scoped(self._given, self._scopes)
            else:
                library: Any = import_module("google.auth")
                self._found, _ = library.default(scopes=self._scopes, request=ask)
        return self._found


def _said(error: Exception) -> str:
    """The library's own words: the first argument; the second may be a whole answer."""
    return " ".join(str(error.args[0] if error.args else type(error).__name__).split())[:300]
