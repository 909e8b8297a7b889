"""TLS: whom to trust, who we are, what the error says when it does not fit."""

from __future__ import annotations

import ssl
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from ailib.errors import ConfigurationError, ConnectError, TransportError
from ailib.transport.routes import tls_context

from . import Driver, both, limits
from .rawserver import Connection, RawRequest, RawServer, certificates, each_request, response

TLS = certificates()


@each_request
def answer(connection: Connection, request: RawRequest) -> None:
    connection.send(response(b"over tls"))


def expect_refused(
    kind: str, server_context: ssl.SSLContext, environment: dict[str, str], **options: object
) -> ConnectError:
    """The error of a call that must fail before anything was sent."""
    with RawServer(answer, server_context) as server, Driver(kind, environment, **options) as driver:
        with pytest.raises(ConnectError) as caught:
            driver.send(server.url + "/", limits=limits(connect=5, read=5))
        assert server.requests == []
    return caught.value


def expect_accepted(kind: str, server_context: ssl.SSLContext, environment: dict[str, str], **options: object) -> None:
    """Three calls that must succeed over one connection."""
    with RawServer(answer, server_context) as server, Driver(kind, environment, **options) as driver:
        for _ in range(3):
            assert driver.send(server.url + "/", limits=limits(connect=5, read=5)).body == b"over tls"
        assert len(server.connections) == 1


@both
def test_an_unknown_authority_is_refused_and_the_error_says_so(kind: str) -> None:
    error = expect_refused(kind, TLS.server, {})
    assert "certificate" in str(error).lower()
    assert error.hint
    assert error.__cause__ is not None


@both
def test_a_certificate_of_another_host_is_refused(kind: str) -> None:
    error = expect_refused(kind, TLS.wrong_host, {}, verify=TLS.ca_path)
    assert "127.0.0.1" in str(error)


@both
def test_an_expired_certificate_is_refused(kind: str) -> None:
    error = expect_refused(kind, TLS.expired, {}, verify=TLS.ca_path)
    assert "expired" in str(error)


@both
def test_the_path_of_a_bundle_is_trusted(kind: str) -> None:
    """Promise 27."""
    expect_accepted(kind, TLS.server, {}, verify=TLS.ca_path)


@both
@pytest.mark.parametrize("context", ["server", "expired", "wrong_host"])
def test_verify_false_trusts_everybody(kind: str, context: str) -> None:
    expect_accepted(kind, getattr(TLS, context), {}, verify=False)


@both
@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_bundle_of_the_environment_is_trusted(kind: str, variable: str) -> None:
    """Promise 27."""
    expect_accepted(kind, TLS.server, {variable: TLS.ca_path})


@both
@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_an_explicit_bundle_beats_the_environment(kind: str, variable: str) -> None:
    """Promise 27."""
    expect_accepted(kind, TLS.server, {variable: TLS.other_ca_path}, verify=TLS.ca_path)
    expect_refused(kind, TLS.server, {variable: TLS.ca_path}, verify=TLS.other_ca_path)


@both
@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_explicit_true_and_false_beat_the_environment(kind: str, variable: str) -> None:
    """Promise 27."""
    expect_accepted(kind, TLS.server, {variable: TLS.other_ca_path}, verify=False)
    expect_refused(kind, TLS.server, {variable: TLS.ca_path}, verify=True)


@pytest.fixture
def system_store() -> Iterator[None]:
    """Contexts are shared by the process: one that was made for another store must not be used."""
    tls_context.cache_clear()
    yield
    tls_context.cache_clear()


@both
def test_the_trust_store_of_the_system(kind: str, system_store: None) -> None:
    """Promise 27. OpenSSL itself takes its store from these variables."""
    pytest.importorskip("truststore")
    if sys.platform != "linux":
        pytest.skip("Elsewhere the store is a part of the system, which a test does not change")
    expect_accepted(kind, TLS.server, {"SSL_CERT_FILE": TLS.ca_path}, verify="system")
    tls_context.cache_clear()
    expect_refused(kind, TLS.server, {"SSL_CERT_FILE": TLS.other_ca_path}, verify="system")
    tls_context.cache_clear()
    # What is said explicitly beats what is meant for requests.
    expect_refused(kind, TLS.server, {"REQUESTS_CA_BUNDLE": TLS.ca_path}, verify="system")
    tls_context.cache_clear()
    store = {"SSL_CERT_FILE": TLS.ca_path}
    expect_accepted(kind, TLS.mutual, store, verify="system", cert=TLS.client_pair)


def test_the_trust_store_of_the_system_needs_a_package() -> None:
    code = """
import sys
sys.modules["truststore"] = None
from ailib.errors import ConfigurationError
from ailib.transport.routes import tls_context
try:
    tls_context("system", None)
except ConfigurationError as error:
    print(error)
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30).stdout
    assert "pip install 'ailib[system-certs]'" in shown


@both
@pytest.mark.parametrize("form", ["client_path", "client_pair"])
def test_a_client_certificate_is_shown(kind: str, form: str) -> None:
    """Promise 27: mTLS."""
    expect_accepted(kind, TLS.mutual, {}, verify=TLS.ca_path, cert=getattr(TLS, form))


@both
@pytest.mark.parametrize("options", [{"verify": "/nowhere/ca.pem"}, {"cert": "/nowhere/client.pem"}])
def test_a_file_that_is_not_there_is_named(kind: str, options: dict[str, Any]) -> None:
    with Driver(kind, **options) as driver, pytest.raises(ConfigurationError, match="/nowhere/"):
        driver.send("https://127.0.0.1:9/")


@both
def test_without_the_client_certificate_that_is_asked_for_the_call_fails(kind: str) -> None:
    with RawServer(answer, TLS.mutual) as server, Driver(kind, verify=TLS.ca_path) as driver:
        # With TLS 1.3 the refusal may come before or after our request was written.
        with pytest.raises(TransportError) as caught:
            driver.send(server.url + "/", "POST", body=b"x", limits=limits(connect=5, read=5))
        assert isinstance(caught.value, ConnectionError)
        assert server.requests == []


@both
def test_a_server_without_tls(kind: str) -> None:
    def plain(connection: Connection) -> None:
        connection.sock.recv(65536)
        connection.send(response(b"This is a plain HTTP server", 400))
        connection.wait_gone()

    with RawServer(plain) as server, Driver(kind) as driver, pytest.raises(ConnectError) as caught:
        driver.send(f"https://127.0.0.1:{server.port}/", limits=limits(connect=2, read=2))
    assert caught.value.__cause__ is not None


@both
def test_two_settings_do_not_share_trust(kind: str) -> None:
    with RawServer(answer, TLS.server) as server, Driver(kind, verify=False) as careless:
        assert careless.send(server.url + "/").status == 200
        with Driver(kind) as careful, pytest.raises(ConnectError):
            careful.send(server.url + "/", limits=limits(connect=5))


@both
def test_streams_over_tls_are_byte_exact(kind: str) -> None:
    body = bytes(range(256)) * 2000

    @each_request
    def send_chunks(connection: Connection, request: RawRequest) -> None:
        connection.start_chunked()
        for start in range(0, len(body), 7777):
            connection.chunk(body[start : start + 7777])
        connection.end_chunks()

    with RawServer(send_chunks, TLS.server) as server, Driver(kind, verify=TLS.ca_path) as driver:
        for _ in range(2):
            stream = driver.stream(server.url + "/")
            assert stream.read_all() == body
            stream.close()
        assert len(server.connections) == 1
