"""A proxy made by others, which looks into TLS with an authority of its own, as those of companies do: mitmproxy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib import ConnectError, ConnectionOptions
from tests.token_service import Service
from tests.transport.rawserver import RawServer, certificates

from .conftest import CACHE, running

pytestmark = [pytest.mark.server, pytest.mark.shared]

TLS = certificates()
SCHEMES = {"regular": "http", "socks5": "socks5h"}


@pytest.fixture(scope="module", params=SCHEMES)
def proxy(request: pytest.FixtureRequest, logs: Path) -> Iterator[tuple[str, int]]:
    mode: str = request.param
    options = ["--proxyauth", "user:secret", "--set", "ssl_insecure=true"]
    with running(logs / f"mitmproxy-{mode}.log", "mitmproxy.sh", mode, *options, ready=None) as port:
        yield SCHEMES[mode], port


@pytest.fixture
def trusted() -> str:
    return str(CACHE / "mitm-ca" / "mitmproxy-ca-cert.pem")


@pytest.fixture(params=["http", "https"])
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    made = Service()
    made.server = RawServer(made.server._handler, TLS.server if request.param == "https" else None)
    with made.server:
        yield made


def client_of(api: Any, service: Service, proxy: tuple[str, int], password: str, verify: Any) -> Any:
    address = f"{proxy[0]}://user:{password}@127.0.0.1:{proxy[1]}"
    options = ConnectionOptions(proxy=address, verify=verify)
    return api.client("openai/m", base_url=service.base_url, api_key="k", options=options, max_retries=0, timeout=10)


def test_calls_and_streams(api: Any, service: Service, proxy: tuple[str, int], trusted: str) -> None:
    client = client_of(api, service, proxy, "secret", trusted)
    for _ in range(2):
        assert client.chat_completion("hi").text == "Hello."
        assert client.chat_completion_stream("hi").collect().text == "Hello."
    assert service.shown == ["k"] * 4


def test_the_wrong_password(api: Any, service: Service, proxy: tuple[str, int], trusted: str) -> None:
    if proxy[0] == "http" and service.base_url.startswith("http:"):
        pytest.skip("mitmproxy 11 breaks off without an answer when it refuses a plain POST that has a body")
    client = client_of(api, service, proxy, "wrong", trusted)
    with pytest.raises(ConnectError) as caught:
        client.chat_completion("hi")
    assert "wrong" not in repr(caught.value)
    assert service.shown == []


def test_an_authority_that_nobody_trusts(api: Any, service: Service, proxy: tuple[str, int]) -> None:
    client = client_of(api, service, proxy, "secret", True)
    if service.base_url.startswith("http:"):
        assert client.chat_completion("hi").text == "Hello."
        return
    with pytest.raises(ConnectError, match=r"(?i)certificate"):
        client.chat_completion("hi")
    assert service.shown == []
