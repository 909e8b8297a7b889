"""Access tokens: fetched before a request, kept while they last, shared by all calls of a client.

A plain key needs none of this. Where something has to be fetched first, `token_auth` makes a `TokenAuth`: before every
attempt a call awaits `ready`, which returns the object that puts one token on one request. One fetch serves all calls
that wait for it, in whatever thread, task or event loop; it ends with the deadline or the cancel of the call that makes
it, and then the next call makes its own. A token is renewed ahead of its expiry, and asked for anew when the provider
answers 401.

Grants: RFC 6749 (https://www.rfc-editor.org/rfc/rfc6749) and what IBM (https://cloud.ibm.com/apidocs/iam-identity-token-api)
and Sber (https://developers.sber.ru/docs/ru/gigachat/api/authorization) make of it.
"""

from __future__ import annotations

import copy
import os
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeGuard, cast

from .._version import __version__
from ..errors import (
    AilibError,
    APIError,
    AuthenticationError,
    Cancelled,
    ConfigurationError,
    RateLimited,
    RequestTimeout,
    ServerError,
    TransportError,
)
from ..providers.auth import BearerAuth, Secret
from ..providers.credentials import auth_for, is_local_host, looks_like_token
from ..transport.base import HttpRequest, HttpResponse, Limits
from ..wire.errors import excerpt, retry_after
from ..wire.json import loads
from ..wire.shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..providers.auth import HeaderAuth, NoAuth, QueryAuth
    from ..providers.credentials import Credential
    from ..providers.google import GoogleCredentials
    from ..providers.profile import AuthScheme, ProviderProfile
    from ..transport.base import Semaphore
    from .call import Call

__all__ = ["Exchange", "Function", "Google", "Source", "Token", "TokenAuth", "token_auth", "token_of"]

# Seconds before its end at which a token is renewed; a quarter of its life where that is shorter.
AHEAD = 300.0
# Seconds before its end at which a token is not used any more; a twentieth of its life where that is shorter.
MARGIN = 10.0
# Seconds that a renewal ahead of time may take, and until the next try when it failed.
PATIENCE = 5.0
PAUSE = 30.0
# HTTP requests that google-auth may make for one token.
ROUNDS = 20
# Life of a token from a token server that does not say.
UNSAID = 300.0


def _now() -> float:
    """Seconds since the epoch: expiries are moments of the calendar, and a machine that slept must not miss them."""
    return datetime.now(UTC).timestamp()


class Token:
    """What a fetch gave.

    Attributes:
        secret: The token.
        expires_at: Seconds since the epoch, or None when nobody said.
        headers: Further headers that go with it.
    """

    __slots__ = ("expires_at", "headers", "secret")

    def __init__(
        self, secret: Secret | str, expires_at: float | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.secret: Secret = Secret(secret)
        self.expires_at: float | None = expires_at
        self.headers: Mapping[str, str] = headers or {}

    def __repr__(self) -> str:
        return f"<Token *** until {self.expires_at}>"


def _moment(value: Any) -> float | None:
    """Seconds since the epoch from what an expiry may be: a number (of milliseconds, if huge), a datetime, its text."""
    if value is None:
        return None
    stamp = getattr(value, "timestamp", None)
    if stamp is not None:
        # google-auth keeps UTC without saying so.
        return float((value.replace(tzinfo=UTC) if value.tzinfo is None else value).timestamp())
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ConfigurationError(
            f"The expiry of a token must be seconds since the epoch or a datetime, not {type(value).__name__}"
        ) from None
    return number / 1000 if number > 1e11 else number


def _is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _kind(value: Any) -> str:
    return type(value).__name__


def token_of(value: Any) -> Token:
    """The token in what a function of the user's returned.

    Args:
        value: A string, a `Secret`, a pair of token and expiry, a mapping with "access_token" or "token" (and
            "expires_in", "expires_at" or "expires_on"), or an object with `token` and `expires_on`, `expires_at` or
            `expiry`. An expiry is seconds since the epoch or a datetime (UTC when it does not say).

    Raises:
        ConfigurationError: It is none of these, or the token is empty.
    """
    if isinstance(value, Token):
        return value
    secret: Any = value
    expiry: Any = None
    if _is_tuple(value):
        secret, expiry = value if len(value) == 2 else (None, None)
    elif is_object(value):
        secret = value.get("access_token", value.get("token"))
        expiry = value.get("expires_at", value.get("expires_on"))
        if expiry is None and value.get("expires_in") is not None:
            expiry = _now() + float(value["expires_in"])
    elif not isinstance(value, (str, Secret)):
        secret = getattr(value, "token", None)
        found = (getattr(value, name, None) for name in ("expires_on", "expires_at", "expiry"))
        expiry = next((moment for moment in found if moment is not None), None)
    if isinstance(secret, Secret):
        secret = secret.reveal()
    if not isinstance(secret, str):
        raise ConfigurationError(
            f"The api_key function must return a string or a token with its expiry, not {_kind(value)}"
        )
    if not secret.strip():
        raise ConfigurationError("The api_key function returned an empty key")
    return Token(secret.strip(), _moment(expiry))


class Source(Protocol):
    """Where tokens come from."""

    async def fetch(self, call: Call, until: float | None) -> Token:
        """Get a new token, until `until` at the latest.

        Raises:
            AilibError: There is none.
        """
        ...


def _out_of_time(what: str) -> RequestTimeout:
    return RequestTimeout(f"No token in time from {what}", phase="deadline")


class Function:
    """Tokens from a function, sync or async.

    Args:
        function: Called for each token.
        what: What it is, for error texts.
        tells: Whether the text of what it raises may be shown (it may hold a secret).
        hint: What to do when it fails.
    """

    __slots__ = ("_function", "_hint", "_tells", "_what")

    def __init__(
        self,
        function: Callable[[], Any],
        what: str = "The api_key function",
        *,
        tells: bool = False,
        hint: str = "Its own error is the cause of this one",
    ) -> None:
        self._function = function
        self._what = what
        self._tells = tells
        self._hint = hint

    async def fetch(self, call: Call, until: float | None) -> Token:
        """Call the function."""
        runtime = call.core.runtime
        try:
            return token_of(await runtime.call_function(self._function, until, call.cancel))
        except AilibError:
            raise
        except Exception as error:
            if type(error) is TimeoutError and until is not None and runtime.now() >= until:
                raise _out_of_time(self._what) from None
            said = f": {excerpt(str(error), 300)}" if self._tells and str(error) else ""
            raise AuthenticationError(f"{self._what} failed ({type(error).__name__}){said}", hint=self._hint) from error


class Exchange:
    """Tokens from a token server, by a form that is posted to it over the client's own connections.

    Args:
        url: Address of the token server; https, unless it is on this machine.
        form: Called for each token: the fields of the form and further headers.
        secrets: What must not be seen in any text.

    Raises:
        ConfigurationError: The address would send a secret in the clear.
    """

    __slots__ = ("_form", "_host", "_secrets", "_url")

    def __init__(
        self, url: str, form: Callable[[], tuple[Mapping[str, str], Mapping[str, str]]], secrets: tuple[Secret, ...]
    ) -> None:
        from urllib.parse import urlsplit

        parts = urlsplit(url)
        self._host: str = parts.hostname or ""
        if not self._host or (parts.scheme != "https" and not (parts.scheme == "http" and is_local_host(self._host))):
            raise ConfigurationError(
                f"The token server {self._host or 'without a host'} has no https address; no key is sent there"
            )
        self._url = url
        self._form = form
        self._secrets = secrets

    async def fetch(self, call: Call, until: float | None) -> Token:
        """Post the form."""
        from urllib.parse import urlencode

        fields, headers = self._form()
        request = HttpRequest(
            "POST",
            self._url,
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
                "User-Agent": f"ailib/{__version__}",
                **headers,
            },
            urlencode(fields).encode(),
        )
        answer = await _send(call, request, until, self._host)
        try:
            data: Any = loads(answer.body)
        except ValueError:
            data = None
        said: Mapping[str, Any] = data if is_object(data) else {}
        if not 200 <= answer.status < 300:
            raise self._refused(answer, said)
        value = said.get("access_token", said.get("tok"))
        if not isinstance(value, str) or not value.strip():
            raise AuthenticationError(
                f"The token server {self._host} answered without a token",
                status=answer.status,
                hint="Its answer is not that of an OAuth 2 token endpoint; check its address",
            )
        return Token(value.strip(), _lasts_until(said))

    def _refused(self, answer: HttpResponse, fields: Mapping[str, Any]) -> APIError:
        status = answer.status
        names = ("error", "errorCode", "error_description", "errorMessage", "message")
        said = ": ".join(str(fields[name]) for name in names if isinstance(fields.get(name), (str, int)))
        if 300 <= status < 400:
            said = "it redirects, and redirects are not followed, so that no key leaves its host"
        text = excerpt(said or answer.body, 300)
        for secret in self._secrets:
            text = text.replace(secret.reveal(), "***") if secret else text
        message = f"The token server {self._host} refused{f': {text}' if text else ''}"
        busy = fields.get("error") in ("temporarily_unavailable", "slow_down", "server_error")
        wait = retry_after(answer.headers)
        if status == 429:
            return RateLimited(message, status=status, retry_after=wait)
        if status >= 500 or status == 408 or busy:
            return ServerError(message, status=status, retry_after=wait)
        return AuthenticationError(message, status=status, hint="Check the key or the client's id and secret")


def _lasts_until(fields: Mapping[str, Any]) -> float:
    """When the token of an answer ends."""
    now = _now()
    try:
        if fields.get("expires_in") is not None:
            return now + float(fields["expires_in"])
        for name in ("expires_at", "expires_on", "expiration", "exp"):
            if fields.get(name) is not None:
                return _moment(fields[name]) or now
    except (ConfigurationError, TypeError, ValueError):
        pass
    return now + UNSAID


async def _send(
    call: Call, request: HttpRequest, until: float | None, host: str, connect: float | None = None
) -> HttpResponse:
    seconds = call.timeouts.connect
    if connect is not None:
        seconds = connect if seconds is None else min(seconds, connect)
    try:
        return await call.core.ports.transport.send(request, Limits(seconds, call.timeouts.read, until), call.cancel)
    except TransportError as error:
        error.with_context(f"While asking {host} for a token")
        raise


class _Missing(BaseException):
    """google-auth wants an HTTP answer that is not there yet. No `Exception`, so that it passes every handler there."""

    def __init__(self, request: HttpRequest, seconds: float | None) -> None:
        super().__init__()
        self.request: HttpRequest = request
        self.seconds: float | None = seconds


def _answer(
    failed: Mapping[str, TransportError],
    answers: Mapping[str, Iterator[HttpResponse]],
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    seconds: float | None,
) -> HttpResponse | TransportError:
    """The answer that there is for a request.

    Raises:
        _Missing: There is none yet.
    """
    if url in failed:
        return failed[url]
    # By address: the library may remember what an answer said, and not ask for it again.
    answer = next(answers[url], None) if url in answers else None
    if answer is None:
        raise _Missing(HttpRequest(method, url, dict(headers), body), seconds)
    return answer


class Google:
    """Tokens by google-auth, whose HTTP requests go over the client's own connections.

    The library wants its answers on the spot. It gets those that are there; for one that is missing it is left, the
    request is sent, and it is asked again from the start. Nothing of it runs on the event loop.

    Args:
        credentials: What the library is asked for.
    """

    __slots__ = ("_credentials",)

    def __init__(self, credentials: GoogleCredentials) -> None:
        self._credentials = credentials

    async def fetch(self, call: Call, until: float | None) -> Token:
        """Have the library get a token."""
        answers: dict[str, list[HttpResponse]] = {}
        failed: dict[str, TransportError] = {}
        runtime = call.core.runtime
        for _ in range(ROUNDS):
            given = {url: iter(those) for url, those in answers.items()}
            try:
                secret, expiry, headers = await runtime.call_function(
                    partial(self._credentials.token, partial(_answer, failed, given)), until, call.cancel
                )
            except _Missing as missing:
                url = missing.request.url
                host = url.partition("://")[2].partition("/")[0]
                try:
                    answer = await _send(call, missing.request, until, host, missing.seconds)
                except Cancelled:
                    raise
                except TransportError as error:
                    failed[url] = error
                    if until is not None and runtime.now() >= until:
                        raise
                    continue
                if answer.status == 429 or answer.status >= 500:
                    kind = RateLimited if answer.status == 429 else ServerError
                    raise kind(
                        f"The token server {host} is not available",
                        status=answer.status,
                        retry_after=retry_after(answer.headers),
                    ) from None
                answers.setdefault(url, []).append(answer)
            except TimeoutError:
                if until is not None and runtime.now() >= until:
                    raise _out_of_time("google-auth") from None
                raise
            except AuthenticationError as refused:
                # The library says "refused" when nobody answered at all: that may pass.
                raise next(iter(failed.values()), refused) from None
            else:
                return Token(secret, _moment(expiry), headers)
        raise AuthenticationError(f"google-auth had no token after {ROUNDS} requests")


class _Bound:
    """One token on its way: what `TokenAuth.ready` returns."""

    waits: ClassVar[bool] = True
    __slots__ = ("_headers", "_owner", "_put", "renew_at", "usable_until")

    def __init__(self, owner: TokenAuth, token: Token, put: HeaderAuth | QueryAuth | NoAuth) -> None:
        now = _now()
        self._owner = owner
        self._put = put
        self._headers = token.headers
        ends = token.expires_at
        life = 0.0 if ends is None else ends - now
        # Without a known end it is asked for before every attempt.
        self.usable_until: float = now if ends is None else ends - min(MARGIN, life / 20)
        self.renew_at: float = now if ends is None else ends - min(AHEAD, life / 4)

    def apply(self, request: HttpRequest) -> None:
        """Put the token on a request."""
        self._put.apply(request)
        for name, value in self._headers.items():
            request.headers.setdefault(name, value)

    def forget(self) -> None:
        """The provider has refused this token."""
        self._owner.forget(self)

    def __repr__(self) -> str:
        return f"<token for {self._put!r}>"


class TokenAuth:
    """Authentication by tokens that have to be fetched.

    Args:
        source: Where they come from.
        put: Makes the object that puts a token on a request.
    """

    waits: ClassVar[bool] = True
    __slots__ = ("_ended", "_error", "_gates", "_held", "_latest", "_put", "_source")

    def __init__(self, source: Source, put: Callable[[Secret], HeaderAuth | QueryAuth | NoAuth] = BearerAuth) -> None:
        self._source = source
        self._put = put
        self._held: _Bound | None = None  # the token that is kept
        # What the last fetch gave, for the calls that waited for it.
        self._latest: _Bound | None = None
        self._error: AilibError | None = None
        self._ended = 0
        self._gates: dict[int, Semaphore] = {}

    async def ready(self, call: Call) -> _Bound:
        """What puts a current token on a request; fetched now if need be.

        Raises:
            AuthenticationError: Whoever gives the tokens refused.
            ConfigurationError: What was to be used for it cannot work.
            RequestTimeout: The deadline of the call passed first.
            Cancelled: The call was cancelled.
        """
        now = _now()
        held = self._held
        if held is not None and now < held.renew_at:
            return held
        spare = held if held is not None and now < held.usable_until else None
        seen = self._ended
        runtime = call.core.runtime
        pid = os.getpid()
        gate = self._gates.get(pid)
        if gate is None:
            # By process: the thread that held the gate when a process forked does not exist in the child.
            gate = self._gates.setdefault(pid, runtime.semaphore(1))
        if not await gate.acquire(call.deadline if spare is None else runtime.now(), call.cancel):
            if spare is not None:
                return spare  # somebody else renews it
            raise _out_of_time("the call that fetches it")
        try:
            held = self._held
            if held is not None and _now() < held.renew_at:
                return held
            if seen != self._ended:
                if self._error is not None:
                    raise _again(self._error)
                if self._latest is not None:
                    return self._latest
            return await self._fetch(call, spare)
        finally:
            gate.release()

    async def _fetch(self, call: Call, spare: _Bound | None) -> _Bound:
        until = call.deadline if spare is None else call.until(PATIENCE)
        try:
            token = await self._source.fetch(call, until)
            bound = _Bound(self, token, self._put(token.secret))
        except Cancelled:
            raise
        except AilibError as error:
            error.provider = error.provider or call.core.target.profile.id
            if spare is not None:
                spare.renew_at = min(_now() + PAUSE, spare.usable_until)
                return spare
            if not (isinstance(error, RequestTimeout) and error.phase == "deadline"):
                self._latest, self._error = None, error
                self._ended += 1
            raise
        self._latest, self._error = bound, None
        self._held = bound if bound.renew_at > _now() else None
        self._ended += 1
        return bound

    def forget(self, refused: _Bound | None = None) -> None:
        """Do not use this token (None: whatever there is) again. A newer one stays."""
        if refused is None or self._held is refused:
            self._held = None
        if refused is None or self._latest is refused:
            self._latest = None

    def apply(self, request: HttpRequest) -> None:
        """Put the token on a request that is there.

        Raises:
            AuthenticationError: There is none; `ready` was not awaited.
        """
        bound = self._latest
        if bound is None:
            raise AuthenticationError("There is no token yet")
        bound.apply(request)

    def __repr__(self) -> str:
        return f"<TokenAuth by {type(self._source).__name__}>"


def _again(error: AilibError) -> AilibError:
    """The same error for another call, with attempts of its own."""
    other = copy.copy(error)
    other.attempts = ()
    other.__cause__ = error.__cause__
    return other


def token_auth(profile: ProviderProfile, credential: Credential, address: str, environ: Mapping[str, str]) -> TokenAuth:
    """The authentication for a credential that is not ready to be sent (`Credential.fetched`).

    Args:
        profile: The provider.
        credential: What was found.
        address: Where the requests go.
        environ: Variables.

    Raises:
        ConfigurationError: A library is missing, or the token server has no safe address.
    """
    key: Any = credential.secret
    kind = credential.scheme.type
    if key is not None and not isinstance(key, (str, Secret)):
        if hasattr(key, "get_token"):
            from ..providers import entra

            what = type(key).__name__
            scope = entra.scope_of(profile)
            return TokenAuth(Function(entra.asking(key, scope), what, tells=True, hint=entra.HINT))
        if hasattr(key, "refresh") and not callable(key):
            from ..providers import google

            return TokenAuth(Google(google.GoogleCredentials(google.scopes_of(profile), key)))
        return TokenAuth(Function(key), _put_by(profile, credential.scheme))
    if kind == "oauth_adc":
        from ..providers import google

        google.require_library(profile.id)
        return TokenAuth(Google(google.GoogleCredentials(google.scopes_of(profile))))
    if kind == "oauth_entra":
        from ..providers import entra

        if not credential.source_name:
            return TokenAuth(Function(entra.default(profile), "azure-identity", tells=True, hint=entra.HINT))
        url, form, secrets = entra.application(profile, environ)
        return TokenAuth(Exchange(url, form, secrets))
    return TokenAuth(_exchange(profile, credential, address, environ))


def _put_by(profile: ProviderProfile, scheme: AuthScheme) -> Callable[[Secret], HeaderAuth | QueryAuth | NoAuth]:
    """Puts what a function of the user's returned where the provider wants it."""
    second = profile.auth.alternative
    entra = second is not None and second.type == "oauth_entra"

    def put(secret: Secret) -> HeaderAuth | QueryAuth | NoAuth:
        # Where keys have a header of their own, the tokens of Entra ID have another.
        if entra and looks_like_token(secret.reveal()):
            return BearerAuth(secret)
        return auth_for(profile, secret, scheme)

    return put


def _exchange(profile: ProviderProfile, credential: Credential, address: str, environ: Mapping[str, str]) -> Exchange:
    """The exchange that the `details` of a scheme describe.

    token_url ("{origin}" stands for that of the address; `<PREFIX>_TOKEN_URL` wins), grant, scope, scope_env,
    client_id_env and client_secret_env, key_field (the form field of the key, default "apikey"), client_auth "key" (the
    key is the ready-made Basic credentials), request_id_header.
    """
    details = credential.scheme.details
    scheme, _, rest = address.partition("://")
    url = environ.get(f"{profile.prefix}_TOKEN_URL", "").strip() or details.get("token_url", "")
    url = url.replace("{origin}", f"{scheme}://{rest.partition('/')[0]}")
    scope = environ.get(details.get("scope_env", ""), "").strip() or details.get("scope", "")
    fields: dict[str, str] = {"grant_type": details["grant"]} if details.get("grant") else {}
    headers: dict[str, str] = {}
    if scope:
        fields["scope"] = scope
    secrets: tuple[Secret, ...]
    if "client_id_env" in details:
        from base64 import b64encode
        from urllib.parse import quote

        client = environ.get(details["client_id_env"], "").strip()
        secret = environ.get(details["client_secret_env"], "").strip()
        fields.setdefault("grant_type", "client_credentials")
        basic = b64encode(f"{quote(client, safe='')}:{quote(secret, safe='')}".encode()).decode()
        headers["Authorization"] = f"Basic {basic}"
        secrets = (Secret(secret), Secret(basic))
    else:
        key = Secret(cast("Secret", credential.secret))
        secrets = (key,)
        if details.get("client_auth") == "key":
            headers["Authorization"] = f"Basic {key.reveal()}"
        else:
            fields.setdefault("grant_type", "urn:ibm:params:oauth:grant-type:apikey")
            fields[details.get("key_field", "apikey")] = key.reveal()

    def form() -> tuple[Mapping[str, str], Mapping[str, str]]:
        name = details.get("request_id_header")
        if not name:
            return fields, headers
        from uuid import uuid4

        return fields, {**headers, name: str(uuid4())}

    return Exchange(url, form, secrets)
