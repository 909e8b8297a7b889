"""Recorded answers of reranking, pictures, speech, transcripts and moderation, over sockets."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from ailib import Client
from ailib.providers.catalogue import get_provider

from ..plain_server import PlainServer
from .exchanges import Exchange

CALLS = {
    "rerank": "rerank",
    "cohere.v2.rerank": "rerank",
    "images": "generate_image",
    "audio.transcriptions": "transcribe",
    "cohere.transcriptions": "transcribe",
    "deepgram.listen": "transcribe",
    "audio.speech": "generate_speech",
    "deepgram.speak": "generate_speech",
    "moderations": "moderate",
}


def arguments(exchange: Exchange, call: str) -> tuple[Any, ...]:
    body = exchange.request.get("body") or {}
    if call == "rerank":
        return body.get("query") or "q", [str(text) for text in body.get("documents") or ["?"] * 50]
    return {"generate_image": "a cat", "transcribe": b"sound", "generate_speech": "hi", "moderate": "text"}[call], None


def test_every_recorded_answer_is_read(recorded: list[Exchange]) -> None:
    rows = [row for row in recorded if row.operation in CALLS and not row.expected.get("error") and not row.stream]
    assert len(rows) >= 20
    read = 0
    with PlainServer() as server:
        for exchange in rows:
            call = CALLS[exchange.operation]
            answer = exchange.response
            kind = answer["headers"].get("content-type", "application/json")
            server.answer(exchange.body, answer["status"], content_type=kind)
            given = [value for value in arguments(exchange, call) if value is not None]
            with Client(exchange.provider, base_url=server.url, api_key="k") as client:
                found: Any = getattr(client, call)(*given, model="m")
            assert found.provider == get_provider(exchange.provider).id
            ranking = exchange.expected.get("rerank")
            if call == "rerank":
                assert len(found) == ranking["n"]
                for row, (index, score) in zip(found, ranking["top"], strict=False):
                    assert (row.index, row.score) == (index, pytest.approx(score, abs=1e-5))
            elif call == "transcribe":
                assert found.text.strip()
            elif call == "generate_speech":
                assert len(found.audio) > 1000
            elif call == "generate_image":
                assert len(found) == len(json.loads(exchange.body)["data"])
                assert all(image.data or image.url for image in found)
            else:
                assert found.results
            # Where the request went is where the recorded one went.
            path = urlsplit(exchange.request["url"]).path
            if "/edits" not in path:
                assert path.endswith(urlsplit(server.seen[-1].path).path), (exchange.id, server.seen[-1].path)
            read += 1
    assert read == len(rows)
