"""Adapter for a harness that runs many SDKs side by side: copy it into its `adapters` folder.

It offers what that harness asks for: `make_sync`, `call`, `stream` and their async forms; `_common` is its own.
"""

from __future__ import annotations

from _common import KEY, MESSAGES, MODEL

REQUIRES = ["ailib"]
IMPORT = "import ailib"
DIST = "ailib"


def _request(messages):
    import ailib

    return ailib.ChatCompletionRequest(
        model=MODEL, messages=[ailib.Message.from_dict(m) for m in messages], temperature=0.7, max_tokens=512
    )


def make_sync(base_url):
    import ailib

    return ailib.Client("openai", base_url=base_url, api_key=KEY)


def close_sync(client):
    client.close()


def call(client, messages=MESSAGES):
    response = client.chat_completion(_request(messages))
    return response.text, response.usage.total_tokens


def stream(client, messages=MESSAGES):
    for chunk in client.chat_completion_stream(_request(messages)):
        if chunk.text:
            yield chunk.text


async def make_async(base_url, concurrency):  # noqa: ARG001 - the harness passes it
    import ailib

    return ailib.AsyncClient("openai", base_url=base_url, api_key=KEY)


async def close_async(client):
    await client.close()


async def acall(client, messages=MESSAGES):
    response = await client.chat_completion(_request(messages))
    return response.text, response.usage.total_tokens


async def astream(client, messages=MESSAGES):
    async for chunk in client.chat_completion_stream(_request(messages)):
        if chunk.text:
            yield chunk.text
