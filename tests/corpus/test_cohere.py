"""Recorded Cohere v2 traffic decodes to what independent readers read, and is asked for as it was recorded.

The v1 chat API (`message`, `chat_history`, its own stream events) is another API: its 13 recordings are left out.
"""

from __future__ import annotations

from typing import Any

import pytest
import requests

from ailib import (
    ChatCompletionRequest,
    Client,
    Content,
    ContentPart,
    Message,
    ModelNotFound,
    ReasoningPart,
    ResponseFormat,
    ToolCall,
)
from ailib.providers.prices import price_of

from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders
from .sent import check_requests

pytestmark = pytest.mark.shared

FAMILY = Family("cohere_v2", ("cohere.v2.chat",), prefix="/v2")


def _content(wire: Any) -> list[ContentPart]:
    if wire is None:
        return []
    if isinstance(wire, str):
        return [Content.text(wire)]
    parts: list[ContentPart] = []
    for block in wire:
        if block["type"] == "text":
            parts.append(Content.text(block["text"]))
        elif block["type"] == "thinking":
            parts.append(ReasoningPart(block["thinking"], field="thinking"))
        else:
            assert block["type"] == "image_url"
            parts.append(Content.image_url(**block["image_url"]))
    return parts


def _message(wire: dict[str, Any]) -> Message:
    calls = [
        ToolCall(call["id"], call["function"]["name"], call["function"]["arguments"])
        for call in wire.get("tool_calls") or ()
    ]
    return Message(wire["role"], [*_content(wire.get("content")), *calls], tool_call_id=wire.get("tool_call_id"))


def spoken(exchange: Exchange) -> ChatCompletionRequest:
    """The recorded request in ailib's words."""
    body = {key: value for key, value in exchange.request["body"].items() if value is not None}
    body.pop("stream", None)
    form = body.pop("response_format", None)
    choice = body.pop("tool_choice", None)
    return ChatCompletionRequest(
        body.pop("model"),
        [_message(message) for message in body.pop("messages")],
        temperature=body.pop("temperature", None),
        stop=body.pop("stop_sequences", None),
        tools=body.pop("tools", None),
        tool_choice=choice.lower() if choice else None,
        response_format=ResponseFormat.json_schema(form["json_schema"]) if form else None,
        extensions=body or None,  # documents
    )


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """A list with one text is that text; no content is none; a stream is asked for, or not."""
    for message in body["messages"]:
        content = message.get("content")
        if isinstance(content, list) and len(content) == 1 and content[0].keys() == {"type", "text"}:
            content = content[0]["text"]
        message["content"] = content or None
    body["stream"] = bool(body.get("stream"))
    return body


@pytest.mark.parametrize("size", SIZES)
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same chunks, however the bytes are cut."""
    check_decoders(FAMILY, recorded, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_recorded_traffic_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 8, 9, 15, 19 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


def test_what_is_sent_is_what_was_recorded(recorded: list[Exchange], replay: str) -> None:
    check_requests(FAMILY, recorded, replay, spoken, normal, {})


def test_the_cost_is_what_is_billed(recorded: list[Exchange], replay: str) -> None:
    """Promise 19: Cohere bills fewer tokens than the model reads, and does not name the model in its answer."""
    price = price_of("cohere", "command-a-03-2025")
    assert price is not None
    chosen = FAMILY.of(recorded)
    assert len(chosen) > 50
    for exchange in chosen:
        usage = exchange.expected["usage"]
        base = f"{replay}/x/{exchange.id}/v2"
        with Client("cohere/command-a-03-2025", base_url=base, api_key="k", max_retries=0) as client:
            response = client.chat_completion_stream("x").collect() if exchange.stream else client.chat_completion("x")
        bill = usage["billed_input"] * price.input + usage["billed_output"] * price.output
        assert response.cost == bill / 1_000_000, exchange.id


def test_recorded_embeddings_come_back_in_order_and_are_asked_for_as_recorded(
    recorded: list[Exchange], replay: str
) -> None:
    chosen = [exchange for exchange in recorded if exchange.operation == "cohere.v2.embed"]
    assert len(chosen) == 8
    refused = 0
    for exchange in chosen:
        body = exchange.request["body"]
        wanted = exchange.expected.get("embeddings")
        with Client("cohere", base_url=f"{replay}/x/{exchange.id}/v2", api_key="k", max_retries=0) as client:
            options: dict[str, Any] = {"model": body["model"], "input_type": body.get("input_type")}
            if body.get("output_dimension"):
                options["dimensions"] = body["output_dimension"]
            if exchange.expected["error"]:
                with pytest.raises(ModelNotFound):
                    client.embed(body["texts"], **options)
                refused += 1
                continue
            response = client.embed(body["texts"], **options)
        assert len(response) == wanted["n"], exchange.id
        assert {len(vector) for vector in response.vectors} == {wanted["dim"]}, exchange.id
        assert list(response.embedding[:3]) == pytest.approx(wanted["first3"], abs=1e-6), exchange.id
        assert response.usage.prompt_tokens == exchange.expected["usage"]["input_tokens"], exchange.id
        sent = requests.get(f"{replay}/last/{exchange.id}", timeout=10).json()["json"]
        for field in ("model", "texts", "output_dimension"):
            assert sent.get(field) == body.get(field), (exchange.id, field)
        assert sent["input_type"] == (body.get("input_type") or "search_document"), exchange.id
        assert sent["embedding_types"] == body.get("embedding_types", ["float"]), exchange.id
    assert refused == 1
