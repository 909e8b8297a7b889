"""Promise 18: nothing that a user, a log or a file sees holds a key, whatever goes wrong and whoever writes.

Keys are planted wherever one can be given. Then calls succeed, fail, are retried, cut and refused, with the logs of
everybody at DEBUG, and all that came out is searched: log records, reprs, errors with their causes, tracebacks,
pickles, dicts, warnings, standard output.
"""

from __future__ import annotations

import base64
import contextlib
import copy
import json
import logging
import os
import pickle
import traceback
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import aiohttp
import pytest
import requests

from ailib import ConnectionOptions, Message, RetryPolicy, Timeouts
from ailib.errors import AilibError
from ailib.providers.profile import AuthScheme, ProviderProfile
from ailib.testing import EmbeddedProvider, Fault

from .test_families import FAMILIES
from .token_service import Service, TokenServer
from .transport.rawserver import RawProxy, RawServer, certificates, each_request, response
from .transport.socksserver import RawSocks

TLS = certificates()
RETRIES = RetryPolicy(max_retries=1, base=0.01)
LOGGERS = ("ailib", "urllib3", "requests", "aiohttp", "asyncio", "botocore", "charset_normalizer", "")


class Watch:
    """Collects what came out, and searches it for what was planted."""

    def __init__(self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
        self._caplog = caplog
        self._capfd = capfd
        self._planted: list[str] = []
        self._seen: list[tuple[str, str]] = []

    def plant(self, name: str = "key") -> str:
        """A new secret."""
        secret = f"planted-{name}-{uuid.uuid4().hex}"
        self._planted.append(secret)
        return secret

    def look_at(self, what: str, value: object) -> None:
        """All that can be seen of an object of the public API."""
        seen = [repr(value), str(value), f"{value}", repr([value])]
        if isinstance(value, BaseException):
            seen += self._chain(value)
        to_dict: Any = getattr(value, "to_dict", None)
        if to_dict is not None:
            seen.append(json.dumps(to_dict(), default=repr))
        with contextlib.suppress(TypeError, AttributeError, pickle.PicklingError):  # not everything can be pickled
            seen.append(pickle.dumps(value).decode("latin-1"))
        self._seen += [(what, text) for text in seen]

    @staticmethod
    def _chain(error: BaseException) -> Iterator[str]:
        yield "".join(traceback.format_exception(error))
        known: set[int] = set()
        open_ends: list[BaseException | None] = [error]
        while open_ends:
            one = open_ends.pop()
            if one is None or id(one) in known:
                continue
            known.add(id(one))
            yield f"{one!r} {one} {one.args!r} {vars(one)!r}"
            # A context that was suppressed stands in no traceback.
            open_ends += [one.__cause__, None if one.__suppress_context__ else one.__context__]

    def check(self) -> None:
        """Fail if a secret was seen, in any of the forms in which it travels."""
        self._seen += [
            (f"log {record.name}", f"{record.getMessage()} {record.args!r} {record.exc_text}")
            for record in self._caplog.get_records("call")
        ]
        self._seen += [("log", self._caplog.text), ("output", "".join(self._capfd.readouterr()))]
        leaks = {
            f"{what} shows {secret[:12]}: ...{text[max(0, at - 80) : at + 20]!r}"
            for secret in self._planted
            for form in forms_of(secret)
            for what, text in self._seen
            if (at := text.find(form)) >= 0
        }
        assert not leaks, "\n".join(sorted(leaks))


def forms_of(secret: str) -> set[str]:
    # Base64 has three alignments; the middle of each is the same wherever it stands.
    encoded = {base64.b64encode(b"x" * shift + secret.encode()).decode()[6:-6] for shift in range(3)}
    return {secret, quote(secret), quote_plus(secret), *encoded}


@pytest.fixture
def watch(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[Watch]:
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = Watch(caplog, capfd)
        yield made
        made.check()


def outcome(watch: Watch, call: Callable[[], Any]) -> AilibError | None:
    """Run a call that may fail, and look at whatever comes of it."""
    try:
        result = call()
    except AilibError as error:
        watch.look_at(type(error).__name__, error)
        for attempt in error.attempts or ():
            watch.look_at("attempt", attempt)
        return error
    watch.look_at("result", result)
    return None


def whole(client: Any) -> Callable[[], Any]:
    return lambda: client.chat_completion([Message.user("hi")])


def streamed(client: Any) -> Callable[[], Any]:
    def run() -> Any:
        stream = client.chat_completion_stream([Message.user("hi")])
        repr(stream)
        return stream.collect()

    return run


FAULTS: dict[str, Fault] = {
    "works": Fault(),
    "unauthorized": Fault(status=401),
    "limited": Fault(status=429, retry_after=0),
    "broken": Fault(status=500),
    "page": Fault(status=502, body="<html>Bad gateway</html>"),
    "cut": Fault(cut_after_bytes=20),
    "error frame": Fault(error_frame_at=0),
    "silent": Fault(first_byte_delay=5),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("family", FAMILIES)
def test_calls_of_every_family(api: Any, embedded: EmbeddedProvider, watch: Watch, family: str, fault: str) -> None:
    key, header, parameter = watch.plant(), watch.plant("header"), watch.plant("query")
    name, arguments = FAMILIES[family]
    client = api.client(
        f"{name}/embedded-chat",
        base_url=embedded.base_url_for(family),
        api_key=key,
        headers={"X-Gateway-Key": header, "Cookie": f"session={parameter}"},
        retry=RETRIES,
        timeout=Timeouts(connect=2, read=0.1, idle=0.1),
        **arguments,
    )
    watch.look_at("client", client)
    for call in (whole(client), streamed(client)):
        embedded.answer(text="hello", fault=FAULTS[fault])
        error = outcome(watch, call)
        assert (error is None) == (fault == "works")
    watch.look_at("client", client)
    # What was searched for was really there.
    assert any(key in str(request.headers) and header in str(request.headers) for request in embedded.requests)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_server_that_repeats_the_key(api: Any, embedded: EmbeddedProvider, watch: Watch, family: str) -> None:
    key = watch.plant()
    name, arguments = FAMILIES[family]
    client = api.client(
        f"{name}/embedded-chat", base_url=embedded.base_url_for(family), api_key=key, max_retries=0, **arguments
    )
    for status in (400, 401, 403, 500):
        for call in (whole(client), streamed(client)):
            embedded.answer(fault=Fault(status=status, message=f"The key {key} is not known"))
            error = outcome(watch, call)
            assert error is not None
            assert "is not known" in str(error)


def query_profile(url: str) -> ProviderProfile:
    scheme = AuthScheme("query", env=("GATEWAY_KEY",), param="key")
    return ProviderProfile("gateway", "Gateway", "cloud", "openai_chat", scheme, base_url=url, default_model="m")


@pytest.mark.parametrize("own_session", [False, True])
@pytest.mark.parametrize("trouble", ["none", "status", "reset", "redirect", "down", "silent", "proxy"])
def test_a_key_in_the_query(api: Any, watch: Watch, trouble: str, own_session: bool) -> None:
    key = watch.plant()

    def serve(connection: Any, request: Any) -> None:
        if trouble == "reset":
            connection.reset()
        elif trouble == "redirect":
            connection.send(response(b"", 302, {"Location": f"http://127.0.0.1:9{request.target}"}))
        elif trouble == "status":
            connection.send(response(f"no {request.target}".encode(), 403))
        elif trouble == "silent":
            connection.wait_gone()
        else:
            answered = Service()
            answered._answer(connection, request)

    with contextlib.ExitStack() as stack:
        server = RawServer(each_request(serve))
        if trouble != "down":
            stack.enter_context(server)
        url = "http://127.0.0.1:1/v1" if trouble == "down" else f"{server.url}/v1"
        more: dict[str, Any] = {}
        if trouble == "proxy":
            proxy = stack.enter_context(RawProxy(credentials=("user", "right")))
            more["proxy"] = proxy.url.replace("://", f"://user:{watch.plant('proxy')}@")
            url = "https://api.example/v1"
        if own_session:
            more["session"] = session_of(api, stack)
        client = api.client(
            query_profile(url), api_key=key, retry=RETRIES, timeout=Timeouts(connect=2, read=0.2, idle=0.2), **more
        )
        for call in (whole(client), streamed(client)):
            error = outcome(watch, call)
            assert (error is None) == (trouble == "none")
        watch.look_at("client", client)
        if trouble not in ("down", "proxy"):
            assert any(f"key={key}" in request.target for request in server.requests)


def session_of(api: Any, stack: contextlib.ExitStack) -> Any:
    if api.name == "sync":
        return stack.enter_context(requests.Session())

    async def make() -> aiohttp.ClientSession:
        return aiohttp.ClientSession()

    session = api.run(make())
    stack.callback(lambda: api.run(session.close()))
    return session


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("trouble", ["none", "refused", "down", "silent", "untrusted"])
@pytest.mark.parametrize("kind", ["http", "socks5h"])
def test_the_password_of_a_proxy(api: Any, watch: Watch, kind: str, trouble: str, secure: bool) -> None:
    key, password = watch.plant(), watch.plant("proxy")
    service = Service()
    service.server = RawServer(service.server._handler, TLS.server if secure else None)
    allowed = ("user", "another" if trouble == "refused" else password)
    if kind == "http":
        proxy: RawServer = RawProxy(credentials=allowed)
    else:
        proxy = RawSocks(allowed, silent_in="request" if trouble == "silent" else None)
    if trouble == "silent" and kind == "http":
        proxy = RawServer(lambda connection: connection.wait_gone())
    with service.server, proxy:
        address = f"{kind}://user:{password}@127.0.0.1:{1 if trouble == 'down' else proxy.port}"
        client = api.client(
            "openai/m",
            base_url=f"{service.server.url}/v1",
            api_key=key,
            proxy=address,
            options=ConnectionOptions(verify=TLS.other_ca_path if trouble == "untrusted" else TLS.ca_path),
            retry=RETRIES,
            timeout=Timeouts(connect=0.3, read=0.3),
        )
        watch.look_at("client", client)
        for call in (whole(client), streamed(client)):
            error = outcome(watch, call)
            assert (error is None) == (trouble == "none" or (trouble == "untrusted" and not secure))


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "AI_PROXY_URL"])
def test_the_password_of_a_proxy_in_the_environment(api: Any, watch: Watch, name: str) -> None:
    password = watch.plant("proxy")
    for address in ("ftp://user:{}@proxy:21", "http://user:{}@127.0.0.1:1", "socks5://user:{}@127.0.0.1:1", "x:{}@[:"):
        os.environ[name] = address.format(password)

        def call() -> Any:
            client = api.client("openai/m", base_url="http://api.example/v1", api_key="k", max_retries=0)
            return client.chat_completion("x")

        assert outcome(watch, call) is not None


@pytest.mark.parametrize("trouble", ["none", "plain", "unknown", "mutual"])
def test_tls_failures(api: Any, watch: Watch, trouble: str) -> None:
    key = watch.plant()
    service = Service()
    context = {"plain": None, "mutual": TLS.mutual}.get(trouble, TLS.server)
    service.server = RawServer(service.server._handler, context)
    with service.server:
        client = api.client(
            "openai/m",
            base_url=f"https://127.0.0.1:{service.server.port}/v1",
            api_key=key,
            options=ConnectionOptions(verify=TLS.other_ca_path if trouble == "unknown" else TLS.ca_path),
            max_retries=0,
            timeout=Timeouts(connect=0.5, read=0.5),
        )
        for call in (whole(client), streamed(client)):
            assert (outcome(watch, call) is None) == (trouble == "none")


def test_keys_of_aws(api: Any, watch: Watch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret, token = watch.plant("secret"), watch.plant("token")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    monkeypatch.setenv("AWS_SESSION_TOKEN", token)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    with RawServer(each_request(lambda connection, _: connection.send(response(b'{"message": "no"}', 403)))) as server:
        client = api.client("bedrock/m", base_url=server.url, max_retries=0)
        watch.look_at("client", client)
        for call in (whole(client), streamed(client)):
            assert outcome(watch, call) is not None
        assert server.requests[0].headers["x-amz-security-token"] == token


@pytest.mark.parametrize("status", [200, 400, 401, 500])
def test_what_a_token_server_is_told_and_says(api: Any, watch: Watch, status: int) -> None:
    secret = watch.plant("client")
    tokens, service = TokenServer(), Service()
    granted = watch.plant("token")
    body = {"access_token": granted, "expires_in": 3600} if status == 200 else {"error": f"{secret} is not known"}
    tokens.replies = [(status, body, {})] * 4
    os.environ.update(
        DATABRICKS_CLIENT_ID="the-client", DATABRICKS_CLIENT_SECRET=secret, DATABRICKS_TOKEN_URL="set below"
    )
    with tokens.server, service.server:
        os.environ["DATABRICKS_TOKEN_URL"] = f"{tokens.server.url}/t"
        client = api.client("databricks/m", base_url=service.base_url, max_retries=0)
        watch.look_at("client", client)
        for call in (whole(client), streamed(client)):
            assert (outcome(watch, call) is None) == (status == 200)
        watch.look_at("client", client)
        assert base64.b64encode(f"the-client:{secret}".encode()).decode() in tokens.headers[0]["authorization"]


def test_options(api: Any, watch: Watch) -> None:
    options = ConnectionOptions(
        api_key=watch.plant(),
        proxy=f"http://user:{watch.plant('proxy')}@proxy:3128",
        headers={"X-Key": watch.plant("header")},
        base_url="http://127.0.0.1:9/v1",
    )
    watch.look_at("options", options)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(options)
    client = api.client("openai/m", options=options)
    watch.look_at("client", client)


def test_options_without_secrets_can_be_pickled() -> None:
    options = ConnectionOptions(base_url="http://127.0.0.1:9/v1", timeout=5, verify="system")
    loaded = pickle.loads(pickle.dumps(options))
    assert (loaded.base_url, loaded.timeout, loaded.verify) == (options.base_url, 5, "system")
    assert copy.deepcopy(options) is options


@pytest.mark.parametrize(
    "address",
    ["http://user:{}@127.0.0.1:1/v1", "http://127.0.0.1:1/v1?key={}", "http://u:{}@[::1/v1", "nowhere://u:{}@host"],
)
def test_a_secret_in_the_address(api: Any, watch: Watch, address: str) -> None:
    secret = watch.plant("address")

    def call() -> Any:
        client = api.client("openai/m", base_url=address.format(secret), api_key="k", max_retries=0)
        watch.look_at("client", client)
        return client.chat_completion("hi")

    assert outcome(watch, call) is not None


@pytest.mark.parametrize("key", ["{}\r\nX: y", "{}\0", "{}é€"])
def test_a_key_that_no_header_can_carry(api: Any, watch: Watch, key: str) -> None:
    secret = key.format(watch.plant())
    for keywords in ({"api_key": secret}, {"api_key": lambda: secret}, {"api_key": "k", "headers": {"X-Key": secret}}):

        def call(keywords: dict[str, Any] = keywords) -> Any:
            client = api.client("openai/m", base_url="http://127.0.0.1:1/v1", max_retries=0, **keywords)
            return client.chat_completion("x")

        assert outcome(watch, call) is not None
