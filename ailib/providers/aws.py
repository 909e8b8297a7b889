"""Requests signed for AWS (Signature Version 4) by botocore, the extra `bedrock`, with keys from wherever AWS has them.

Keys are taken from `api_key=AwsCredentials(...)` (or a credentials object of botocore), else from `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, else from what botocore finds (profiles, single sign-on, the roles of
containers and machines, web identities). What expires is renewed.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeGuard
from urllib.parse import urlsplit

from ..errors import AuthenticationError, ConfigurationError, RequestTimeout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .profile import AuthScheme, ProviderProfile

__all__ = ["AwsCredentials", "SigV4Auth", "configured_region", "region_of", "signature", "signer_for"]

_REGION = re.compile(r"[.-]((?:us|eu|ap|ca|sa|me|af|il|mx|cn)(?:-[a-z]+)+-\d)[.]")
_HINT = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or pass api_key=AwsCredentials(...)"


class _Request(Protocol):
    """The part of an HTTP request that signing touches."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None


class _Keys(NamedTuple):
    """What a request is signed with. No text shows it."""

    access_key: str
    secret_key: str
    token: str | None

    def __repr__(self) -> str:
        return f"<keys of {self.access_key[:4]}***>"


class AwsCredentials:
    """Keys of AWS, for `Client("bedrock", api_key=AwsCredentials(...))`.

    Args:
        access_key: Access key id.
        secret_key: Secret access key.
        session_token: For temporary keys.
        profile: Name of a profile in AWS's own files, instead of keys (needs botocore).
        region: "eu-west-1", ...; else that of the variables or of the profile.

    Raises:
        ConfigurationError: Neither two keys nor a profile.

    Examples:
        >>> AwsCredentials("AKIAEXAMPLE", "secret")
        <AwsCredentials AKIA***>
    """

    __slots__ = ("_keys", "profile", "region")

    def __init__(
        self,
        access_key: str | None = None,
        secret_key: str | None = None,
        session_token: str | None = None,
        *,
        profile: str | None = None,
        region: str | None = None,
    ) -> None:
        self.profile: str | None = profile
        self.region: str | None = region
        self._keys: _Keys | None = None
        if access_key and secret_key:
            self._keys = _Keys(access_key.strip(), secret_key.strip(), session_token or None)
        elif access_key or secret_key or not profile:
            raise ConfigurationError("AwsCredentials needs an access key with its secret, or a profile", hint=_HINT)

    def get_frozen_credentials(self) -> Any:
        """The keys, under the names that botocore has for them; None for a profile."""
        return self._keys

    def surroundings(self, environ: Mapping[str, str]) -> Mapping[str, str]:
        """The variables, with what these credentials say of region and profile."""
        if self.region is not None:
            return {**environ, "AWS_REGION": self.region}
        return environ if self.profile is None else {**environ, "AWS_PROFILE": self.profile}

    def __repr__(self) -> str:
        return f"<AwsCredentials {self._keys.access_key[:4] + '***' if self._keys else f'of profile {self.profile}'}>"

    def __reduce__(self) -> Any:
        raise TypeError("AwsCredentials cannot be pickled; let the other process find its own")


def region_of(host: str) -> str | None:
    """The region that the name of an AWS host holds ("bedrock-runtime.eu-west-1.amazonaws.com"), or None."""
    found = _REGION.search(host if host.endswith(".") else f"{host}.")
    return found[1] if found else None


def configured_region(environ: Mapping[str, str] | None = None) -> str | None:
    """The region by the variables, else by the profile in AWS's configuration file; None when neither has one."""
    environ = os.environ if environ is None else environ
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        if value := environ.get(name, "").strip():
            return value
    import configparser

    path = Path(environ.get("AWS_CONFIG_FILE") or "~/.aws/config").expanduser()
    profile = environ.get("AWS_PROFILE") or environ.get("AWS_DEFAULT_PROFILE") or "default"
    parser = configparser.RawConfigParser()
    try:
        with path.open(encoding="utf-8") as file:
            parser.read_file(file)
    except (OSError, configparser.Error, UnicodeDecodeError):
        return None
    for section in (f"profile {profile}", profile):
        if parser.has_option(section, "region"):
            return parser.get(section, "region").strip() or None
    return None


def _library(module: str) -> Any:
    """A module of botocore.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return import_module(f"botocore.{module}")
    except ImportError:
        raise ConfigurationError(
            "Requests to AWS are signed by botocore, which is not installed", hint="pip install ailib[bedrock]"
        ) from None


def signature(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None, *, keys: Any, region: str, service: str
) -> dict[str, str]:
    """The headers that sign a request: `X-Amz-Date`, `X-Amz-Security-Token` (temporary keys) and `Authorization`.

    Args:
        method: "GET", "POST", ...
        url: As it goes over the wire, percent-encoded.
        headers: Of the request; `Host`, if it is among them, is what the transport will send.
        body: What is sent.
        keys: `access_key`, `secret_key` and `token`.
        region: "us-east-1", ...
        service: Signing name of the service, "bedrock".

    Raises:
        ConfigurationError: botocore is not installed.
    """
    # Only what nobody on the way changes is signed.
    covered = {
        name: value
        for name, value in headers.items()
        if (lowered := name.lower()) in ("host", "content-type") or lowered.startswith("x-amz-")
    }
    request: Any = _library("awsrequest").AWSRequest(method=method, url=url, headers=covered, data=body or b"")
    _library("auth").SigV4Auth(keys, service, region).add_auth(request)
    signed = {str(name): str(value) for name, value in request.headers.items()}
    return {name: value for name, value in signed.items() if name not in covered}


def _environment_keys() -> _Keys | None:
    access = os.environ.get("AWS_ACCESS_KEY_ID", "").strip()
    secret = os.environ.get("AWS_SECRET_ACCESS_KEY", "").strip()
    return _Keys(access, secret, os.environ.get("AWS_SESSION_TOKEN", "").strip() or None) if access and secret else None


def _usable(frozen: Any) -> _Keys:
    return _Keys(frozen.access_key, frozen.secret_key, frozen.token or None)


class SigV4Auth:
    """Signs requests. Keys that expire are fetched and renewed before a request, off the event loop.

    Args:
        service: Signing name of the service.
        credentials: `AwsCredentials`, a credentials object of botocore, or None for what the surroundings have.
    """

    __slots__ = ("_credentials", "_found", "_gates", "_keys", "_region", "service")

    def __init__(self, service: str = "bedrock", credentials: Any = None) -> None:
        self.service: str = service
        self._credentials: Any = credentials  # the user's
        self._found: Any = None  # the credentials object that was asked
        self._keys: _Keys | None = None
        self._region: str | None = None  # for hosts whose name has none
        self._gates: dict[int, Any] = {}  # one fetch for all who wait for it
        if isinstance(credentials, AwsCredentials):
            self._keys = credentials.get_frozen_credentials()

    @property
    def waits(self) -> bool:
        """Whether keys have to be fetched, and can be fetched anew; not if they were given or stand in variables."""
        if self._found is not None:
            return True
        return self._keys is None and (self._credentials is not None or _environment_keys() is None)

    def _current(self) -> _Keys | None:
        """Keys that are at hand and valid."""
        if self._keys is not None and not (self._found is not None and _stale(self._found)):
            return self._keys
        if self._credentials is None and self._keys is None:
            return _environment_keys()
        return None

    def _fetch(self) -> _Keys:
        """Ask botocore; this may read files and ask servers."""
        found, given = self._found, self._credentials
        if found is None:
            found = _botocore(given.profile if given else None) if _is_ours(given) else given
        try:
            keys = _usable(found.get_frozen_credentials())
        except Exception as error:
            raise AuthenticationError(f"AWS gave no credentials: {error}", hint=_HINT) from error
        self._found, self._keys = found, keys
        return keys

    async def ready(self, call: Any) -> SigV4Auth:
        """Have valid keys at hand.

        Raises:
            AuthenticationError: Whoever gives the keys refused.
            ConfigurationError: There are none, or botocore is needed and missing.
            RequestTimeout: The deadline of the call passed first.
            Cancelled: The call was cancelled.
        """
        if self._current() is not None:
            return self
        runtime, late = call.core.runtime, RequestTimeout("AWS gave no credentials in time", phase="deadline")
        pid = os.getpid()  # the thread that held a gate when a process forked does not exist in the child
        gate = self._gates.get(pid) or self._gates.setdefault(pid, runtime.semaphore(1))
        if not await gate.acquire(call.deadline, call.cancel):
            raise late
        try:
            if self._current() is None:
                await runtime.call_function(self._fetch, call.deadline, call.cancel)
        except TimeoutError:
            raise late from None
        finally:
            gate.release()
        return self

    def forget(self) -> None:
        """The keys were refused: fetch them anew."""
        if self.waits:
            self._found = self._keys = None

    def apply(self, request: _Request) -> None:
        """Sign a request; one that has an `Authorization` header by the user stays as it is."""
        if any(name.lower() == "authorization" for name in request.headers):
            return
        keys = self._current() or self._fetch()
        host = urlsplit(request.url).hostname or ""
        region = region_of(host)
        if region is None:
            if self._region is None:
                given = self._credentials
                environ = given.surroundings(os.environ) if isinstance(given, AwsCredentials) else os.environ
                self._region = configured_region(environ) or "us-east-1"
            region = self._region
        for name in [name for name in request.headers if name.lower() in ("x-amz-date", "x-amz-security-token")]:
            del request.headers[name]
        request.headers.update(
            signature(
                request.method,
                request.url,
                request.headers,
                request.body,
                keys=keys,
                region=region,
                service=self.service,
            )
        )

    def __repr__(self) -> str:
        return f"<SigV4Auth {self.service}>"


def _is_ours(credentials: Any) -> TypeGuard[AwsCredentials | None]:
    return credentials is None or isinstance(credentials, AwsCredentials)


def _stale(credentials: Any) -> bool:
    """Whether botocore would renew them."""
    needed: Any = getattr(credentials, "refresh_needed", None)
    return bool(needed()) if callable(needed) else False


def _botocore(profile: str | None) -> Any:
    """The credentials that botocore finds in the surroundings."""
    exceptions, session = _library("exceptions"), _library("session")
    try:
        credentials: Any = session.Session(profile=profile).get_credentials()
    except exceptions.BotoCoreError as error:
        raise ConfigurationError(f"AWS credentials cannot be read: {error}", hint=_HINT) from error
    if credentials is None:
        raise ConfigurationError("There are no AWS credentials", hint=_HINT)
    return credentials


def signer_for(profile: ProviderProfile, scheme: AuthScheme, credentials: Any = None) -> SigV4Auth:
    """The object that signs requests to a provider.

    Args:
        profile: The provider.
        scheme: Of the type "sigv4"; its details name the service.
        credentials: `AwsCredentials`, a credentials object of botocore, or None.
    """
    details = scheme.details or profile.auth.details
    return SigV4Auth(details.get("service", "bedrock"), credentials)
