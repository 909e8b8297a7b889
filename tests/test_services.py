"""Reranking, pictures, speech, transcripts, moderation and files, over sockets, both clients."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib import Client, ConnectionLost, InvalidRequestError, InvalidResponse, UnsupportedFeatureError

from .plain_server import PlainServer

DOCUMENTS = ["a cat", "a dog", "a boat"]


@pytest.fixture(scope="module")
def module_server() -> Iterator[PlainServer]:
    with PlainServer() as server:
        yield server


@pytest.fixture
def server(module_server: PlainServer) -> PlainServer:
    module_server.seen.clear()
    module_server.answers.clear()
    return module_server


def at(api: Any, provider: str, server: PlainServer, **keywords: Any) -> Any:
    return api.client(provider, base_url=server.url, api_key="secret-key", **keywords)


@pytest.mark.parametrize(
    ("provider", "reply", "sent"),
    [
        ("cohere", {"results": [{"index": 2, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.2}],
                    "meta": {"billed_units": {"search_units": 1}}}, {"top_n": 2}),
        ("voyage", {"data": [{"index": 2, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.2}],
                    "model": "m", "usage": {"total_tokens": 9}}, {"top_k": 2}),
        ("jina", {"results": [{"index": 0, "relevance_score": 0.2, "document": {"text": "a cat"}},
                              {"index": 2, "relevance_score": 0.9}], "usage": {"total_tokens": 9}}, {"top_n": 2}),
    ],
)  # fmt: skip
def test_rerank(api: Any, server: PlainServer, provider: str, reply: Any, sent: dict[str, Any]) -> None:
    server.answer(reply)
    found = at(api, provider, server).rerank("ship", DOCUMENTS, model="m", top_n=2)
    assert [(row.index, row.score, row.document) for row in found] == [(2, 0.9, "a boat"), (0, 0.2, "a cat")]
    assert (found.provider, found.model, len(found)) == (provider, "m", 2)
    assert server.seen[0].path == "/rerank"
    assert server.seen[0].headers["authorization"] == "Bearer secret-key"
    assert server.seen[0].body == {"model": "m", "query": "ship", "documents": DOCUMENTS, **sent}


def test_rerank_in_another_form(api: Any, server: PlainServer) -> None:
    server.answer({"rankings": [{"index": 1, "logit": -1.5}, {"index": 0, "logit": 3.0}]})
    client = at(api, "cohere/rerank-v3.5", server)
    found = client.rerank("q", iter(DOCUMENTS[:2]))
    assert [row.index for row in found] == [0, 1]
    assert server.seen[0].body["model"] == "rerank-v3.5"
    server.answer({"results": [{"index": 7, "relevance_score": 1}]})
    with pytest.raises(InvalidResponse, match="no ranking"):
        client.rerank("q", DOCUMENTS)
    for wrong in ({"documents": []}, {"documents": DOCUMENTS, "top_n": 0}):
        with pytest.raises(InvalidRequestError):
            client.rerank("q", **wrong)
    with pytest.raises(UnsupportedFeatureError, match="Anthropic has no reranking"):
        at(api, "anthropic", server).rerank("q", DOCUMENTS, model="m")
    assert len(server.seen) == 2


def test_images(api: Any, server: PlainServer, tmp_path: Path) -> None:
    encoded = base64.b64encode(b"png").decode()
    server.answer(
        {
            "data": [{"b64_json": encoded, "revised_prompt": "A cat."}, {"url": "https://x/y.png"}],
            "output_format": "webp", "usage": {"input_tokens": 3, "output_tokens": 40, "total_tokens": 43},
        }
    )  # fmt: skip
    client = at(api, "openai", server)
    found = client.generate_image("a cat", model="gpt-image-1", n=2, size="1024x1024", extensions={"quality": "low"})
    assert [(image.data, image.url, image.mime) for image in found] == [
        (b"png", None, "image/webp"),
        (None, "https://x/y.png", "image/webp"),
    ]
    assert found.images[0].save(tmp_path / "cat.png").read_bytes() == b"png"
    with pytest.raises(InvalidResponse, match="an address and no bytes"):
        found.images[1].save(tmp_path / "no.png")
    assert found.usage.total_tokens == 43
    assert server.seen[0].path == "/images/generations"
    assert server.seen[0].body == {
        "prompt": "a cat", "model": "gpt-image-1", "n": 2, "size": "1024x1024", "quality": "low",
    }  # fmt: skip


def test_imagen(api: Any, server: PlainServer) -> None:
    server.answer({"predictions": [{"bytesBase64Encoded": "cG5n", "mimeType": "image/png"}]})
    found = at(api, "gemini", server).generate_image("a cat", model="imagen-4.0-generate-001", size="16:9")
    assert (found.images[0].data, found.images[0].mime) == (b"png", "image/png")
    assert server.seen[0].path == "/models/imagen-4.0-generate-001:predict"
    assert server.seen[0].body == {
        "instances": [{"prompt": "a cat"}], "parameters": {"sampleCount": 1, "aspectRatio": "16:9"},
    }  # fmt: skip


def test_a_picture_that_may_have_been_made_is_not_asked_for_again(api: Any, server: PlainServer) -> None:
    """Promise 6."""
    server.answers = [None]
    with pytest.raises(ConnectionLost, match="look before you send it again") as caught:
        at(api, "openai", server).generate_image("a cat", model="m")
    assert len(server.seen) == 1
    assert not caught.value.is_retryable
    server.answers = [
        (429, {"retry-after-ms": "1"}, {"error": {"message": "slow"}}),
        (200, {}, {"data": [{"url": "u"}]}),
    ]
    assert at(api, "openai", server).generate_image("a cat", model="m").images[0].url == "u"


@pytest.mark.parametrize(
    ("provider", "path", "body"),
    [
        ("openai", "/audio/speech", {"model": "m", "input": "hi", "voice": "v", "response_format": "mp3", "speed": 1.5}),
        ("deepgram", "/speak?model=m&encoding=mp3", {"text": "hi"}),
        ("elevenlabs", "/text-to-speech/v?output_format=mp3", {"text": "hi", "model_id": "m", "voice_settings": {"speed": 1.5}}),
    ],
)  # fmt: skip
def test_speech(api: Any, server: PlainServer, tmp_path: Path, provider: str, path: str, body: Any) -> None:
    server.answer(b"ID3...", content_type="audio/mpeg")
    found = at(api, provider, server).generate_speech("hi", model="m", voice="v", format="mp3", speed=1.5)
    assert (found.audio, found.mime) == (b"ID3...", "audio/mpeg")
    assert found.save(tmp_path / "hi.mp3").read_bytes() == b"ID3..."
    assert (server.seen[0].path, server.seen[0].body) == (path, body)
    server.answer(b"<html>", content_type="text/html")
    with pytest.raises(InvalidResponse, match="no sound"):
        at(api, provider, server).generate_speech("hi", model="m", voice="v")


def test_speech_inside_json(api: Any, server: PlainServer) -> None:
    server.answer({"data": {"audio": b"mp3!".hex(), "status": 2}, "base_resp": {"status_code": 0}})
    found = at(api, "minimax", server).generate_speech("hi", model="speech-02", voice="v", format="mp3")
    assert found.audio == b"mp3!"
    assert server.seen[0].path == "/t2a_v2"
    assert server.seen[0].body["voice_setting"] == {"voice_id": "v"}


def test_transcripts(api: Any, server: PlainServer, tmp_path: Path) -> None:
    sound = tmp_path / "talk.wav"
    sound.write_bytes(b"RIFF....")
    server.answer(
        {"text": "hello", "language": "en", "duration": 1.5, "segments": [{"id": 0}], "usage": {"type": "duration"}}
    )
    client = at(api, "openai", server)
    found = client.transcribe(str(sound), model="whisper-1", language="en", extensions={"temperature": 0})
    assert (found.text, found.language, found.duration, found.segments) == ("hello", "en", 1.5, [{"id": 0}])
    seen = server.seen[0]
    assert seen.path == "/audio/transcriptions"
    assert seen.headers["content-type"].startswith("multipart/form-data; boundary=")
    for part in (
        b'name="file"; filename="talk.wav"',
        b"RIFF....",
        b'name="model"\r\n\r\nwhisper-1',
        b'name="language"\r\n\r\nen',
    ):
        assert part in seen.data
    server.answer(b"1\n00:00 --> 00:01\nhello\n", content_type="text/plain")
    assert client.transcribe(sound, model="whisper-1", response_format="srt").text.startswith("1\n00:00")
    with pytest.raises(InvalidRequestError, match=r"none\.wav cannot be read"):
        client.transcribe(tmp_path / "none.wav", model="whisper-1")
    assert len(server.seen) == 2


def test_transcripts_in_other_forms(api: Any, server: PlainServer) -> None:
    best = {"transcript": "hello", "words": [{"word": "hello"}]}
    server.answer({"metadata": {"duration": 2.0}, "results": {"channels": [{"alternatives": [best]}]}})
    found = at(api, "deepgram", server).transcribe(b"\r\n--sound\r\n\r\n--\r\n", model="nova-3", language="en")
    assert (found.text, found.duration, found.words) == ("hello", 2.0, [{"word": "hello"}])
    assert server.seen[0].path == "/listen?model=nova-3&language=en"
    assert server.seen[0].data == b"\r\n--sound\r\n\r\n--\r\n"
    server.answer({"text": "hi", "language_code": "eng"})
    found = at(api, "elevenlabs", server).transcribe(("a.mp3", b"x"), model="scribe_v1", language="eng")
    assert (found.text, found.language) == ("hi", "eng")
    assert b'name="model_id"\r\n\r\nscribe_v1' in server.seen[1].data
    with pytest.raises(UnsupportedFeatureError, match="in a form of its own"):
        at(api, "assemblyai", server).transcribe(b"x", model="m")


def test_moderation(api: Any, server: PlainServer) -> None:
    verdict = {"flagged": True, "categories": {"violence": True}, "category_scores": {"violence": 0.9}}
    server.answer({"model": "omni", "results": [verdict, {"categories": {"x": False}, "category_scores": {"x": 0.1}}]})
    found = at(api, "openai", server).moderate(["a", "b"])
    assert (found.flagged, found.model, found.results[0].scores["violence"]) == (True, "omni", 0.9)
    assert not found.results[1].flagged
    assert (server.seen[0].path, server.seen[0].body) == ("/moderations", {"input": ["a", "b"]})


def test_uploads(api: Any, server: PlainServer, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("words")
    server.answer({"id": "file-1", "filename": "notes.txt", "bytes": 5})
    found = at(api, "openai", server).upload_file(file)
    assert (found.id, found.name, found.size, found.provider) == ("file-1", "notes.txt", 5, "openai")
    assert server.seen[0].headers["authorization"] == "Bearer secret-key"
    assert b'name="purpose"\r\n\r\nuser_data' in server.seen[0].data
    assert b'filename="notes.txt"' in server.seen[0].data
    server.answer({"id": "file_2", "size_bytes": 5})
    assert at(api, "anthropic", server).upload_file(file).id == "file_2"
    assert server.seen[1].headers["anthropic-beta"] == "files-api-2025-04-14"
    assert b"purpose" not in server.seen[1].data
    with pytest.raises(UnsupportedFeatureError, match="DeepSeek has no uploads"):
        at(api, "deepseek", server).upload_file(file)


def test_a_key_goes_to_its_own_provider_only(server: PlainServer) -> None:
    """The key of one provider is not sent to the address that another's manifest names."""
    manifest = {
        "id": "my-speaker", "protocol_version": "2.0", "endpoint": {"base_url": server.url},
        "endpoints": {"tts": {"path": "/say"}}, "auth": {"type": "bearer", "token_env": "MY_SPEAKER_KEY"},
    }  # fmt: skip
    server.answer(b"sound", content_type="audio/wav")
    with Client.from_manifest(manifest, api_key="own") as client:
        assert client.generate_speech("hi", model="m").audio == b"sound"
    assert (server.seen[0].path, server.seen[0].headers["authorization"]) == ("/say", "Bearer own")
