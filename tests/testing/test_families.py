"""What every wire family of the embedded provider can do: the same scripts, the same faults, each in its own shape."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from ailib.errors import ConfigurationError
from ailib.testing import EmbeddedProvider, Fault

from .calls import WIRES, Wire, ask, get, send, streaming


@pytest.fixture(params=WIRES, ids=[wire.name for wire in WIRES])
def wire(request: Any) -> Wire:
    return request.param


def test_an_answer_is_the_same_whole_and_streamed(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.answer("weather", text="Sunny, 21 °C.")
    whole = ask(speaker, wire, "the weather")
    assert whole.status_code == 200, whole.text
    assert wire.text(whole.json()) == "Sunny, 21 °C."
    assert wire.usage in whole.json()
    streamed = ask(speaker, wire, "the weather", stream=True)
    events = wire.read(streamed.content)
    assert streamed.headers["Content-Type"].startswith(wire.content_type)
    assert wire.stream_text(events) == "Sunny, 21 °C."
    assert [wire.is_last(event) for event in events] == [False] * (len(events) - 1) + [True]
    if "chat/completions" not in wire.path:  # There it has to be asked for.
        assert f'"{wire.usage}":' in streamed.content.decode("utf-8", "replace")


def test_nobody_scripted_it_and_it_answers_all_the_same(speaker: EmbeddedProvider, wire: Wire) -> None:
    assert wire.text(ask(speaker, wire, "Please count to 5").json()) == "1, 2, 3, 4, 5."
    assert wire.stream_text(wire.read(ask(speaker, wire, "count to 3", stream=True).content)) == "1, 2, 3."


@pytest.mark.parametrize("stream", [False, True])
def test_an_error_has_the_familys_shape_and_says_when_to_come_back(
    speaker: EmbeddedProvider, wire: Wire, stream: bool
) -> None:
    speaker.answer("busy", fault=Fault(status=429, retry_after=2, message="slow down"), times=1)
    refused = ask(speaker, wire, "busy", stream=stream)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2")
    assert wire.message(refused.json()) == "slow down"
    assert ask(speaker, wire, "busy", stream=stream).status_code == 200


def test_an_error_without_words_gets_some(speaker: EmbeddedProvider, wire: Wire) -> None:
    for status in (400, 401, 403, 404, 429, 500, 503, 529):
        speaker.queue(fault=Fault(status=status))
        refused = ask(speaker, wire, "x")
        assert refused.status_code == status
        assert wire.message(refused.json())


def test_an_error_arrives_in_the_middle_of_a_stream(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(fault=Fault(error_frame_at=3, message="overloaded"))
    response = ask(speaker, wire, "count to 9", stream=True)
    events = wire.read(response.content)
    assert (response.status_code, len(events)) == (200, 4)
    assert wire.message(events[3]) == "overloaded"


def test_a_truncated_stream_ends_without_its_last_word(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(fault=Fault(truncate_after_chunks=3)).queue(fault=Fault(no_done=True))
    events = wire.read(ask(speaker, wire, "count to 9", stream=True).content)
    assert len(events) == 3
    assert not any(wire.is_last(event) for event in events)
    wordless = wire.read(ask(speaker, wire, "count to 9", stream=True).content)
    assert wire.stream_text(wordless) == "1, 2, 3, 4, 5, 6, 7, 8, 9."
    assert not any(wire.is_last(event) for event in wordless)


def test_a_broken_frame_is_followed_by_the_rest(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(fault=Fault(broken_frame_at=4))
    events = wire.read(ask(speaker, wire, "count to 9", stream=True).content)
    assert [index for index, event in enumerate(events) if isinstance(event, str) and event != "[DONE]"] == [4]
    assert wire.is_last(events[-1])


def test_the_connection_is_cut_after_exactly_so_many_bytes(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(fault=Fault(cut_after_bytes=200))
    received = b""
    with streaming(speaker, wire, "count to 99") as response, pytest.raises(requests.exceptions.ChunkedEncodingError):
        for part in response.iter_content(None):
            received += part
    assert len(received) == 200


def test_a_heart_beats_without_being_an_event_that_matters(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(text="late", fault=Fault(first_byte_delay=0.09, heartbeat=0.02))
    quiet = wire.read(ask(speaker, wire, "x", stream=True).content)
    speaker.queue(text="late")
    plain = wire.read(ask(speaker, wire, "x", stream=True).content)
    assert wire.stream_text([event for event in quiet if event != {"ping": {}}]) == "late"
    known = [str(event)[:16] for event in plain]
    assert all(str(event)[:16] in known or event in ({"type": "ping"}, {"ping": {}}) for event in quiet)
    speaker.queue(fault=Fault(stall_after=2, heartbeat=0.02))
    with streaming(speaker, wire, "count to 9") as response:
        beats = response.raw.read1()
        while beats.count(b"ping") < 3 and beats.count(b"\n\n\n") < 1:
            beats += response.raw.read1()
    speaker.wait_for(lambda p: p.active_requests == 0)


def test_a_stalled_stream_is_silent_until_the_client_goes(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(fault=Fault(stall_after=1))
    with streaming(speaker, wire, "count to 9"):
        speaker.wait_for(lambda p: p.active_requests == 1)
    seen = speaker.wait_for(lambda p: p.requests[-1] if p.requests[-1].closed_early_at else None)
    assert seen.closed_early_at is not None


def test_what_is_claimed_and_what_is_empty(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(fault=Fault(content_type="text/plain")).queue(fault=Fault(html=True)).queue(fault=Fault(empty=True))
    assert ask(speaker, wire, "x", stream=True).headers["Content-Type"] == "text/plain"
    assert ask(speaker, wire, "x").text.startswith("<!DOCTYPE html>")
    assert ask(speaker, wire, "x").content == b""


def test_usage_can_be_left_away(speaker: EmbeddedProvider, wire: Wire) -> None:
    for _ in range(2):
        speaker.queue(fault=Fault(drop_usage=True))
    assert ask(speaker, wire, "x").json().get(wire.usage) is None
    shown = ask(speaker, wire, "x", stream=True).content.decode("utf-8", "replace")
    assert f'"{wire.usage}":{{' not in shown
    assert f'"{wire.usage}":1' not in shown


def test_scripted_usage_bodies_and_chunks_are_sent_as_they_are(speaker: EmbeddedProvider, wire: Wire) -> None:
    speaker.queue(usage={"mine": 7}).queue(body={"any": "thing"}).queue(chunks=[{"one": {"a": 1}}, b"raw"])
    assert ask(speaker, wire, "x").json().get("mine", 7) == 7
    assert ask(speaker, wire, "x").json() == {"any": "thing"}
    sent = ask(speaker, wire, "x", stream=True).content
    assert sent.endswith(b"raw")
    assert len(wire.read(sent.removesuffix(b"raw"))) == 1


def test_only_the_right_key_is_let_in(wire: Wire) -> None:
    with EmbeddedProvider(api_key="k-right") as locked:
        assert ask(locked, wire, "hi", **wire.key("k-right")).status_code == 200
        wrong = ask(locked, wire, "hi", **wire.key("k-wrong"))
        assert wrong.status_code == wire.wrong_key
        assert wire.message(wrong.json())
        missing = ask(locked, wire, "hi")
        assert missing.status_code in (401, 403)


def test_a_request_can_ask_for_its_own_fault(speaker: EmbeddedProvider, wire: Wire) -> None:
    asked = {"x-embedded-fault": '{"status": 503, "times": 1}', "x-embedded-id": wire.name}
    assert [ask(speaker, wire, "x", **asked).status_code for _ in range(2)] == [503, 200]


def test_a_body_that_is_no_object_is_refused(speaker: EmbeddedProvider, wire: Wire) -> None:
    with requests.Session() as session:
        response = session.post(speaker.url + wire.path, data=b"[1]", headers=wire.headers, timeout=5)
    assert response.status_code == 400
    assert wire.message(response.json())


def test_a_prompt_that_is_too_long_is_refused(speaker: EmbeddedProvider, wire: Wire) -> None:
    response = ask(speaker, wire, "word " * 130_000)
    if wire.name == "ollama_native":
        assert response.status_code == 200, "Ollama cuts what does not fit"
        return
    assert response.status_code == 400
    assert wire.message(response.json())


def test_more_models_are_answered_to_by_every_family(wire: Wire) -> None:
    with EmbeddedProvider(models=["my-model"]) as provider:
        changed = str(wire.path).replace("embedded-chat", "my-model")
        body = wire.body("hi") | wire.whole_field
        if "model" in body:
            body["model"] = "my-model"
        assert send(provider, changed, body, **wire.headers).status_code == 200
        body["model"] = "no-model"
        unknown = send(provider, str(wire.path).replace("embedded-chat", "no-model"), body, **wire.headers)
        assert unknown.status_code in (400, 404)


def test_unknown_endpoints_do_not_exist(speaker: EmbeddedProvider) -> None:
    for path in ("/api/nothing", "/cohere/v2/nothing", "/v1beta/models/embedded-chat:fly", "/openai/v1/nothing"):
        assert send(speaker, path, {}).status_code == 404
    version = {"anthropic_version": "2023-06-01"}
    assert send(speaker, "/anthropic/v1/nothing", {}, **version).status_code == 404


def test_base_urls_are_where_the_families_are(speaker: EmbeddedProvider) -> None:
    url = speaker.url
    assert speaker.base_url_for("openai_chat") == speaker.base_url
    assert speaker.base_url_for("anthropic_messages") == f"{url}/anthropic/v1"
    assert speaker.base_url_for("gemini_generate_content") == f"{url}/v1beta"
    assert speaker.base_url_for("bedrock_converse") == speaker.base_url_for("ollama_native") == url
    assert speaker.base_url_for("cohere_v2") == f"{url}/cohere/v2"
    assert speaker.base_url_for("vertex").startswith(f"{url}/v1/projects/")
    assert speaker.base_url_for("azure_deployment").endswith("/openai/deployments/embedded-chat")
    with pytest.raises(ConfigurationError, match="smoke_signals"):
        speaker.base_url_for("smoke_signals")


def test_a_list_of_models_is_the_familys_whose_headers_ask(speaker: EmbeddedProvider) -> None:
    assert "data" in get(speaker, "/v1/models")
    assert "first_id" in get(speaker, "/v1/models", anthropic_version="2023-06-01")
    assert get(speaker, "/v1/models", x_goog_api_key="k")["models"][0]["name"] == "models/embedded-chat"
    speaker.queue(fault=Fault(status=503))
    assert send(speaker, "/api/tags", method="GET").status_code == 503


@pytest.mark.parametrize("value", [7, "x", [], {}, [[]], {"type": []}, True])
def test_values_of_any_type_are_answered_or_refused_in_the_familys_shape(
    speaker: EmbeddedProvider, wire: Wire, value: Any
) -> None:
    body = wire.body("hi") | wire.whole_field
    for name in (*body, "tools"):
        response = send(speaker, wire.path, body | {name: value}, **wire.headers)
        assert response.status_code in (200, 400, 404, 422), (name, response.text)
        if response.status_code != 200:
            assert wire.message(response.json())
