"""Recorded traffic of Ollama's own API decodes to what independent readers read, and is asked for as it was recorded."""

from __future__ import annotations

from typing import Any

import pytest

from ailib import ChatCompletionRequest, Message

from .exchanges import Exchange
from .run import SIZES, THROUGH, Family, check_clients, check_decoders
from .sent import check_requests

pytestmark = pytest.mark.shared

FAMILY = Family("ollama_native", ("ollama.chat",), keywords={}, prefix="")


def spoken(exchange: Exchange) -> ChatCompletionRequest:
    """The recorded request in ailib's words."""
    body = {key: value for key, value in exchange.request["body"].items() if value not in (None, "", {}, [])}
    body.pop("stream", None)
    options = dict(body.pop("options", {}))
    request = ChatCompletionRequest(
        body.pop("model"),
        [Message.new(message["role"], message["content"]) for message in body.pop("messages")],
        temperature=options.pop("temperature", None),
        seed=options.pop("seed", None),
        tools=body.pop("tools", None),
    )
    assert not options
    assert not body
    return request


def normal(body: dict[str, Any]) -> dict[str, Any]:
    """No tools, no options and no format are what is not there; a stream is asked for unless it is refused."""
    kept = {key: value for key, value in body.items() if value not in (None, "", {}, [])}
    return {**kept, "stream": body.get("stream", True)}


@pytest.mark.parametrize("size", SIZES)
def test_the_decoders_read_every_recording_at_any_piece_size(recorded: list[Exchange], size: int) -> None:
    """Promise 20: the same chunks, however the bytes are cut."""
    check_decoders(FAMILY, recorded, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("through", THROUGH)
def test_recorded_traffic_through_the_clients(recorded: list[Exchange], replay: str, through: Any, size: int) -> None:
    """Promises 5, 9, 15, 19 on real traffic, over sockets."""
    check_clients(FAMILY, recorded, replay, through, size)


def test_what_is_sent_is_what_was_recorded(recorded: list[Exchange], replay: str) -> None:
    check_requests(FAMILY, recorded, replay, spoken, normal, {})
