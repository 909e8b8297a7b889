"""A key, and how it is put on a request.

`Secret` holds the key. `HeaderAuth`, `BearerAuth`, `QueryAuth` and `NoAuth` put one on a request at the last moment.
What has to be fetched first (tokens) is the business of `ailib.core.tokens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Protocol, TypeAlias

from ailib.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "BearerAuth",
    "HeaderAuth",
    "KeySource",
    "NoAuth",
    "QueryAuth",
    "Refreshable",
    "Secret",
    "TokenCredential",
    "check_key",
]


class Secret:
    """A key that no text shows: `repr`, `str` and formatting give "***". Only `reveal()` has the value.

    It cannot be pickled, so that it does not end up in a file or a queue; copies are the object itself.

    Examples:
        >>> key = Secret("sk-1")
        >>> f"{key} {key!r}", key.reveal(), key == Secret("sk-1")
        ("*** Secret('***')", 'sk-1', True)
    """

    __slots__ = ("_value",)

    def __init__(self, value: str | Secret) -> None:
        self._value: str = value._value if isinstance(value, Secret) else value

    def reveal(self) -> str:
        """The value."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __format__(self, format_spec: str) -> str:
        return format("***", format_spec)

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("A Secret cannot be pickled; let the other process read the key from its own environment")


class TokenCredential(Protocol):
    """An object that gets tokens, as those of azure-identity do; its method may be async (for `AsyncClient`)."""

    def get_token(self, *scopes: str) -> Any:
        """A token for the scopes: an object with `token` and `expires_on`."""
        ...


class Refreshable(Protocol):
    """An object that renews its own token, as those of google-auth do: `token` and `expiry` after `refresh`."""

    token: Any

    def refresh(self, request: Any) -> None:
        """Get a token with the HTTP function `request`."""
        ...


class SigningKeys(Protocol):
    """An object with keys of AWS: `AwsCredentials`, or the credentials of a botocore session."""

    def get_frozen_credentials(self) -> Any:
        """An object with `access_key`, `secret_key` and `token`."""
        ...


KeySource: TypeAlias = "str | Secret | Callable[[], Any] | TokenCredential | Refreshable | SigningKeys"
"""A key; a function (for `AsyncClient` also an async one) that returns the current one as a string, a `Secret`, a pair
of token and expiry, or an object with both; or the credentials object of azure-identity, google-auth or botocore."""


class _Request(Protocol):
    """The part of an HTTP request that authentication touches."""

    url: str
    headers: dict[str, str]


def check_key(value: str) -> str:
    """The key if a header can carry it; the error never has the key in it."""
    if any(character in value for character in "\r\n\0"):
        raise ConfigurationError("The API key holds a line break or a NUL; no header can carry it")
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        # `from None`: the original error holds the key.
        raise ConfigurationError(
            "The API key holds characters that no header can carry; check what was copied"
        ) from None
    return value


def _checked(key: Secret | str) -> Secret:
    key = Secret(key)
    check_key(key.reveal())
    return key


def _has_header(request: _Request, name: str) -> bool:
    if name in request.headers:
        return True
    size = len(name)
    for existing in request.headers:  # noqa: SIM110 - on the path of every request; a generator costs three times as much
        if len(existing) == size and existing.lower() == name.lower():
            return True
    return False


class HeaderAuth:
    """Sends the key in a header, after a prefix if there is one. A header of that name set by the user wins.

    Args:
        name: Header name.
        secret: The key.
        prefix: Word before the key, without the blank; "" for the raw key.

    Raises:
        ConfigurationError: The key has a line break or a character outside latin-1.
    """

    waits: ClassVar[bool] = False  # nothing to fetch before a request
    __slots__ = ("_key", "name", "prefix")

    def __init__(self, name: str, secret: Secret | str, prefix: str = "") -> None:
        self.name = name
        self.prefix = prefix
        self._key = _checked(secret)

    def apply(self, request: _Request) -> None:
        """Set the header."""
        if not _has_header(request, self.name):
            value = self._key.reveal()
            request.headers[self.name] = f"{self.prefix} {value}" if self.prefix else value

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.prefix + ' ' if self.prefix else ''}***>"


class BearerAuth(HeaderAuth):
    """Sends `Authorization: Bearer <key>`; otherwise like `HeaderAuth`."""

    __slots__ = ()

    def __init__(self, secret: Secret | str) -> None:
        super().__init__("Authorization", secret, "Bearer")


class QueryAuth:
    """Sends the key as a query parameter, unless the URL has one of that name.

    Args:
        param: Name of the parameter.
        secret: The key.

    Raises:
        ConfigurationError: The key has a line break or a character outside latin-1.
    """

    waits: ClassVar[bool] = False  # nothing to fetch before a request
    __slots__ = ("_key", "param")

    def __init__(self, param: str, secret: Secret | str) -> None:
        self.param = param
        self._key = _checked(secret)

    def apply(self, request: _Request) -> None:
        """Add the parameter."""
        from urllib.parse import quote

        url, mark, fragment = request.url.partition("#")
        path, question, query = url.partition("?")
        name = quote(self.param, safe="")
        if any(part.partition("=")[0] == name for part in query.split("&")):
            return
        glue = "&" if question and query else "?"
        base = url if query else path
        request.url = f"{base}{glue}{name}={quote(self._key.reveal(), safe='')}{mark}{fragment}"

    def __repr__(self) -> str:
        return f"<QueryAuth {self.param}=***>"


class NoAuth:
    """Sends no credentials."""

    waits: ClassVar[bool] = False  # nothing to fetch before a request
    __slots__ = ()

    def apply(self, request: _Request) -> None:
        """Change nothing."""

    def __repr__(self) -> str:
        return "<NoAuth>"
