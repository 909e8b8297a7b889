"""Sessions and webhooks of the OpenAI API as an editor sees them, on both clients."""

from __future__ import annotations

from typing import assert_type

from ailib import CancelHandle, Timeouts
from ailib.openai import (
    AsyncOpenAI,
    AsyncRealtimeConnection,
    OpenAI,
    RealtimeConnection,
    ResponsesConnection,
    types,
)
from ailib.openai.sessions import AsyncConnecting, Connecting
from ailib.openai.webhooks import unwrap


def blocking(client: OpenAI, handle: CancelHandle) -> None:
    opening = client.realtime.connect(model="gpt-realtime", timeout=Timeouts(deadline=60), cancel=handle)
    assert_type(opening, Connecting[RealtimeConnection])
    with opening as connection:
        assert_type(connection, RealtimeConnection)
        assert_type(connection.session.update(session={"type": "realtime", "output_modalities": ["text"]}), None)
        connection.conversation.item.create(
            item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hi"}]}
        )
        connection.input_audio_buffer.append(audio=b"\x00")
        connection.response.create(response={"instructions": "be brief"})
        connection.send({"type": "response.cancel"})
        assert_type(connection.recv(), types.RealtimeServerEvent)
        assert_type(connection.recv_bytes(), bytes)
        for event in connection:
            if event.type == "response.output_text.delta":
                assert_type(event.delta, str)
            elif event.type == "response.done":
                assert_type(event.response, types.RealtimeResponse)
        connection.input_audio_buffer.append()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        connection.response.create(colour=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        connection.send({"type": "no.such.event"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with client.responses.connect() as responses:
        assert_type(responses, ResponsesConnection)
        responses.response.create(model="gpt-5", input="hi", previous_response_id=None)
        assert_type(responses.recv(), types.ResponsesServerEvent)
    client.realtime.connect(modle="m")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def awaited(client: AsyncOpenAI) -> None:
    opening = client.realtime.connect(model="gpt-realtime")
    assert_type(opening, AsyncConnecting[AsyncRealtimeConnection])
    async with opening as connection:
        assert_type(await connection.input_audio_buffer.commit(), None)
        await connection.conversation.item.delete(item_id="i")
        assert_type(await connection.recv(), types.RealtimeServerEvent)
        async for event in connection:
            assert_type(event, types.RealtimeServerEvent)
        await connection.close(code=3000, reason="enough")
    async with client.realtime.translations.connect(model="m") as translation:
        await translation.session.input_audio_buffer.append(audio=b"\x00")
        assert_type(await translation.recv(), types.RealtimeTranslationServerEvent)


def hooks(client: OpenAI | AsyncOpenAI, body: bytes, headers: dict[str, str]) -> None:
    assert_type(client.webhooks.verify_signature(body, headers, tolerance=60), None)
    event = client.webhooks.unwrap(body, headers, secret="whsec_...")
    assert_type(event, types.WebhookEvent)
    assert_type(unwrap(body, list(headers.items()), secret="whsec_..."), types.WebhookEvent)
    assert_type(event.id, str)
    if event.type == "realtime.call.incoming":
        assert_type(event.data.call_id, str)
        assert_type([header.name for header in event.data.sip_headers], list[str])
    elif event.type == "batch.completed":
        assert_type(event, types.WebhookBatchCompleted)
