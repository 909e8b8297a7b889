"""moto, which recomputes signatures with botocore, takes those of ailib and refuses wrong ones.

It runs where moto is installed already: that takes minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from ailib import APIError, AsyncClient, Client, InvalidResponse
from ailib.providers.aws import AwsCredentials, signature

from .conftest import running

pytestmark = [pytest.mark.shared, pytest.mark.server]

POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
MODELS = ["amazon.titan-embed-text-v2:0", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.a.b~c-v1:0"]


def _iam(url: str, action: str, **parameters: str) -> str:
    """One of the calls that moto takes from anybody, at its beginning."""
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    prepared = requests.Request(
        "POST", url, data={"Action": action, "Version": "2010-05-08", "UserName": "u", **parameters}
    ).prepare()
    body = prepared.body
    assert isinstance(body, str)
    headers |= signature(
        "POST", f"{url}/", headers, body.encode(),
        keys=AwsCredentials("nobody", "s").get_frozen_credentials(), region="us-east-1", service="iam",
    )  # fmt: skip
    answer = requests.post(url, data=body, headers=headers, timeout=10)
    answer.raise_for_status()
    return answer.text


@pytest.fixture(scope="module")
def moto(logs: Path) -> Iterator[tuple[str, str, str]]:
    """Address, access key and secret key."""
    with running(logs / "moto.log", "moto.sh", ready="/moto-api/") as port:
        url = f"http://127.0.0.1:{port}"
        _iam(url, "CreateUser")
        made = _iam(url, "CreateAccessKey")
        _iam(url, "PutUserPolicy", PolicyName="p", PolicyDocument=POLICY)
        found = {name: re.findall(f"<{name}>([^<]+)<", made)[0] for name in ("AccessKeyId", "SecretAccessKey")}
        yield url, found["AccessKeyId"], found["SecretAccessKey"]


@pytest.mark.parametrize("model", MODELS)
def test_the_signature_is_right_from_the_blocking_client(moto: tuple[str, str, str], model: str) -> None:
    url, access, secret = moto
    keys = AwsCredentials(access, secret)
    # It lets the request in; what it answers is no embedding.
    with (
        Client("bedrock", api_key=keys, base_url=url, max_retries=0) as client,
        pytest.raises(InvalidResponse, match=r"body '\{\}'"),
    ):
        client.embed("hi", model=model)
    for wrong in (AwsCredentials(access, f"{secret}x"), AwsCredentials("AKIAUNKNOWN", secret)):
        with Client("bedrock", api_key=wrong, base_url=url, max_retries=0) as client:
            with pytest.raises(APIError) as caught:
                client.embed("hi", model=model)
            assert caught.value.status == 403
            assert caught.value.type in ("SignatureDoesNotMatch", "InvalidClientTokenId")


@pytest.mark.parametrize("model", MODELS)
def test_the_signature_is_right_from_the_async_client(moto: tuple[str, str, str], model: str) -> None:
    import asyncio

    url, access, secret = moto

    async def ask(keys: Any) -> None:
        async with AsyncClient("bedrock", api_key=keys, base_url=url, max_retries=0) as client:
            await client.embed("hi", model=model)

    with pytest.raises(InvalidResponse, match=r"body '\{\}'"):
        asyncio.run(ask(AwsCredentials(access, secret)))
    with pytest.raises(APIError) as caught:
        asyncio.run(ask(AwsCredentials(access, f"{secret}x")))
    assert caught.value.status == 403
