"""Requests to AWS are signed: with the right keys, over the right bytes, by both clients."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ailib import AuthenticationError, Client, ConfigurationError
from ailib.providers.aws import AwsCredentials, SigV4Auth, configured_region, region_of, signature
from ailib.transport.base import HttpRequest

from .aws_signature import authorization
from .transport.rawserver import Connection, RawRequest, RawServer, each_request, response

ACCESS, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
ANSWER = {"output": {"message": {"role": "assistant", "content": [{"text": "signed"}]}}, "stopReason": "end_turn"}
MODEL = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.vendor.model~x-v1:0"


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No keys of this machine, and no machine that would give any."""
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "PROFILE", "DEFAULT_PROFILE", "REGION",
                 "DEFAULT_REGION", "BEARER_TOKEN_BEDROCK"):  # fmt: skip
        monkeypatch.delenv(f"AWS_{name}", raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def check(request: RawRequest, port: int, *, secret: str = SECRET, token: str | None = None) -> None:
    """That a request which arrived carries the signature that its own bytes deserve."""
    headers = request.headers
    at = datetime.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
    assert headers.get("x-amz-security-token") == token
    expected = authorization(
        request.method,
        f"http://127.0.0.1:{port}{request.target}",
        headers,
        request.body,
        access=ACCESS,
        secret=secret,
        region="us-east-1",
        service="bedrock",
    )
    assert headers["authorization"] == expected


def answering(connection: Connection, request: RawRequest) -> None:
    body: Any = ANSWER
    if request.target.endswith("/invoke"):
        body = {"embedding": [float(len(json.loads(request.body)["inputText"]))], "inputTextTokenCount": 2}
    elif "foundation-models" in request.target:
        body = {"modelSummaries": [{"modelId": "m1"}]}
    connection.send(response(json.dumps(body).encode(), headers={"Content-Type": "application/json"}))


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer(each_request(answering)) as made:
        yield made


# The signature


@pytest.mark.parametrize(
    "path", ["/", "", "/a%20b/c", "/a%2Fb%3A0/x~y", "/%C3%A4", "/model/arn%3Aaws%3Ax%2Fy~z/converse"]
)
@pytest.mark.parametrize("query", ["", "?b=2&a=1&a=0", "?x=%2F&c=%20d"])
@pytest.mark.parametrize("token", [None, "tok=="])
def test_the_signature_is_the_documented_one(path: str, query: str, token: str | None) -> None:
    url, headers = (
        f"https://host.example:8443{path}{query}",
        {"Content-Type": "application/json", "X-Amz-Extra": " a  b "},
    )
    keys = AwsCredentials(ACCESS, SECRET, token).get_frozen_credentials()
    added = signature("POST", url, headers, b"\xc3\xa4", keys=keys, region="eu-west-1", service="bedrock")
    assert added.get("X-Amz-Security-Token") == token
    expected = authorization(
        "POST",
        url,
        {**headers, **added},
        b"\xc3\xa4",
        access=ACCESS,
        secret=SECRET,
        region="eu-west-1",
        service="bedrock",
    )
    assert added["Authorization"] == expected


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("bedrock-runtime.eu-west-1.amazonaws.com", "eu-west-1"),
        ("bedrock-runtime-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("vpce-0a1.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com", "ap-southeast-2"),
        ("bedrock-runtime.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("localhost", None),
        ("gateway.example.com", None),
    ],
)
def test_the_region_stands_in_the_host(host: str, region: str | None) -> None:
    assert region_of(host) == region


def test_the_region_of_the_variables_and_of_the_profile(tmp_path: Path) -> None:
    file = tmp_path / "aws"
    environ = {"AWS_CONFIG_FILE": str(file)}
    assert configured_region(environ) is None
    file.write_text("[default]\nregion = eu-north-1\n[profile work]\nregion=sa-east-1\n[profile bare]\n")
    assert configured_region(environ) == "eu-north-1"
    assert configured_region({**environ, "AWS_PROFILE": "work"}) == "sa-east-1"
    assert configured_region({**environ, "AWS_PROFILE": "bare"}) is None
    assert configured_region({**environ, "AWS_DEFAULT_REGION": "us-west-2"}) == "us-west-2"
    file.write_text("no ini file")
    assert configured_region(environ) is None


# Through the clients


def test_every_request_is_signed_over_what_is_sent(api: Any, server: RawServer) -> None:
    client = api.client("bedrock", api_key=AwsCredentials(ACCESS, SECRET, "tok=="), base_url=server.url, max_retries=0)
    assert client.chat_completion("hällo", model=MODEL).text == "signed"
    assert client.embed(["a", "bb"], model="amazon.titan-embed-text-v2:0").embeddings == [[1.0], [2.0]]
    assert [model.id for model in client.list_models()] == ["m1"]
    requests = server.requests
    # Texts are embedded on several connections at once, and the server tells its requests by connection.
    assert sorted(request.target for request in requests) == [
        "/foundation-models",
        "/model/amazon.titan-embed-text-v2%3A0/invoke",
        "/model/amazon.titan-embed-text-v2%3A0/invoke",
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.vendor.model~x-v1%3A0/converse",
    ]
    for request in requests:
        check(request, server.port, token="tok==")


def test_keys_come_from_the_environment(api: Any, server: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    client = api.client("bedrock", base_url=server.url, max_retries=0)
    client.chat_completion("hi")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "renewed")  # a tool that rotates them writes all three
    client.chat_completion("hi")
    check(server.requests[0], server.port)
    check(server.requests[1], server.port, token="renewed")


def test_a_bedrock_api_key_goes_before_signing(api: Any, server: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-1")
    api.client("bedrock", base_url=server.url, max_retries=0).chat_completion("hi")
    assert server.requests[0].headers["authorization"] == "Bearer bedrock-api-key-1"


def test_the_users_own_authorization_stays(api: Any, server: RawServer) -> None:
    client = api.client("bedrock", api_key=AwsCredentials(ACCESS, SECRET), base_url=server.url, max_retries=0)
    client.chat_completion("hi", headers={"Authorization": "mine"})
    assert server.requests[0].headers["authorization"] == "mine"
    assert "x-amz-date" not in server.requests[0].headers


class Rotating:
    """Credentials as botocore's are: renewed when they are asked for and stale."""

    def __init__(self) -> None:
        self.stale = True
        self.made = 0

    def refresh_needed(self) -> bool:
        return self.stale

    def get_frozen_credentials(self) -> Any:
        self.made += 1
        self.stale = False
        return SimpleNamespace(access_key=ACCESS, secret_key=f"secret{self.made}", token=f"token{self.made}")


def test_keys_that_expire_are_renewed_in_time(api: Any, server: RawServer) -> None:
    keys = Rotating()
    client = api.client("bedrock", api_key=keys, base_url=server.url, max_retries=0)
    client.chat_completion("hi")
    client.chat_completion("hi")
    keys.stale = True
    client.chat_completion("hi")
    assert keys.made == 2
    for request, number in zip(server.requests, (1, 1, 2), strict=True):
        check(request, server.port, secret=f"secret{number}", token=f"token{number}")


def test_keys_that_were_revoked_are_asked_for_once_more(api: Any) -> None:
    keys = Rotating()

    def first_no(connection: Connection, request: RawRequest) -> None:
        if request.headers["x-amz-security-token"] == "token1":
            headers = {"x-amzn-errortype": "ExpiredTokenException", "Content-Type": "application/json"}
            connection.send(response(b'{"message": "expired"}', 403, headers))
        else:
            answering(connection, request)

    with RawServer(each_request(first_no)) as server:
        client = api.client("bedrock", api_key=keys, base_url=server.url, max_retries=0)
        assert client.chat_completion("hi").text == "signed"
    assert keys.made == 2


def test_whoever_gives_the_keys_may_refuse(api: Any, server: RawServer) -> None:
    class Refusing:
        def get_frozen_credentials(self) -> Any:
            raise RuntimeError("the session has ended")

    client = api.client("bedrock", api_key=Refusing(), base_url=server.url, max_retries=0)
    with pytest.raises(AuthenticationError, match="the session has ended"):
        client.chat_completion("hi")
    assert server.requests == []


@pytest.mark.parametrize(
    ("missing", "keys"),
    [("botocore.auth", AwsCredentials(ACCESS, SECRET)), ("botocore.session", AwsCredentials(profile="work"))],
)
def test_without_botocore_the_error_says_what_to_install(
    api: Any, server: RawServer, monkeypatch: pytest.MonkeyPatch, missing: str, keys: AwsCredentials
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    client = api.client("bedrock", api_key=keys, base_url=server.url, max_retries=0)
    with pytest.raises(ConfigurationError, match=r"pip install ailib\[bedrock\]"):
        client.chat_completion("hi")


def test_a_profile_of_awss_files_is_read_by_botocore(api: Any, server: RawServer, tmp_path: Path) -> None:
    text = f"[work]\naws_access_key_id = {ACCESS}\naws_secret_access_key = {SECRET}\n"
    (tmp_path / "credentials").write_text(text)
    client = api.client("bedrock", api_key=AwsCredentials(profile="work"), base_url=server.url, max_retries=0)
    client.chat_completion("hi")
    check(server.requests[0], server.port)
    other = api.client("bedrock", api_key=AwsCredentials(profile="nobody"), base_url=server.url, max_retries=0)
    with pytest.raises(ConfigurationError, match="nobody"):
        other.chat_completion("hi")


# The credentials


def test_no_text_shows_the_keys() -> None:
    keys = AwsCredentials(ACCESS, SECRET, "token-1")
    request = HttpRequest("POST", "https://bedrock.us-east-1.amazonaws.com/x", {}, b"{}")
    auth = SigV4Auth("bedrock", keys)
    auth.apply(request)
    with Client("bedrock", api_key=keys, base_url="http://127.0.0.1:9") as client:
        shown = f"{keys!r} {keys} {auth!r} {client!r} {keys.get_frozen_credentials()!r} {request!r}"
    assert SECRET not in shown
    assert "token-1" not in shown
    assert SECRET not in str(request.headers)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(keys)


@pytest.mark.parametrize("given", [(), ("only",), (None, "only"), ("", "")])
def test_half_a_pair_of_keys_is_a_configuration_error(given: tuple[Any, ...]) -> None:
    with pytest.raises(ConfigurationError, match="access key with its secret"):
        AwsCredentials(*given)


def test_keys_of_aws_are_no_key_of_anybody_else() -> None:
    with pytest.raises(ConfigurationError, match="api_key must be"):
        Client("openai", api_key=AwsCredentials(ACCESS, SECRET))


def test_the_region_may_come_with_the_credentials(tmp_path: Path) -> None:
    with Client("bedrock", api_key=AwsCredentials(ACCESS, SECRET, region="ap-south-1")) as client:
        assert "bedrock-runtime.ap-south-1.amazonaws.com" in repr(client)
    (tmp_path / "config").write_text("[profile work]\nregion = sa-east-1\n")
    with Client("bedrock", api_key=AwsCredentials(profile="work")) as client:
        assert "bedrock-runtime.sa-east-1.amazonaws.com" in repr(client)


def test_many_calls_at_once_ask_for_the_keys_once(server: RawServer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    keys = Rotating()
    with (
        Client("bedrock", api_key=keys, base_url=server.url, max_retries=0) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        assert {answer.text for answer in pool.map(client.chat_completion, ["hi"] * 16)} == {"signed"}
    assert keys.made == 1


def test_keys_that_are_wrong_for_good_are_not_tried_twice(api: Any) -> None:
    headers = {"x-amzn-errortype": "UnrecognizedClientException", "Content-Type": "application/json"}
    no = response(b'{"message": "The security token included in the request is invalid."}', 403, headers)
    with RawServer(each_request(lambda connection, _: connection.send(no))) as server:
        client = api.client("bedrock", api_key=AwsCredentials(ACCESS, SECRET), base_url=server.url)
        with pytest.raises(AuthenticationError):
            client.chat_completion("hi")
        assert len(server.requests) == 1


def test_the_list_of_models_is_on_the_host_of_the_region(monkeypatch: pytest.MonkeyPatch) -> None:
    from ailib.core.target import resolve_target

    target = resolve_target("bedrock", api_key="k", environ={"AWS_REGION": "eu-west-1"})
    assert target.base_url == "https://bedrock-runtime.eu-west-1.amazonaws.com"
    assert target.models_address() == "https://bedrock.eu-west-1.amazonaws.com/foundation-models"


def test_claude_by_invoke_is_chosen_by_its_family(api: Any) -> None:
    said = {"id": "m", "type": "message", "role": "assistant", "content": [{"type": "text", "text": "hey"}]}
    with RawServer(each_request(lambda connection, _: connection.send(response(json.dumps(said).encode())))) as server:
        client = api.client("bedrock", protocol="anthropic_messages", api_key="k", base_url=server.url, max_retries=0)
        assert client.chat_completion("hi", model="anthropic.claude-x").text == "hey"
        moved = client.with_options(api_key="other")
        assert moved.chat_completion("hi", model="anthropic.claude-x").text == "hey"
        assert [request.target for request in server.requests] == ["/model/anthropic.claude-x/invoke"] * 2
