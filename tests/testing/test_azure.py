"""OpenAI's APIs at Azure's addresses, as a plain HTTP client sees them."""

from __future__ import annotations

from typing import Any

from ailib.testing import EmbeddedProvider

from .calls import get, send, sse

CHAT = "/openai/deployments/embedded-chat/chat/completions"


def question(**more: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": "hi"}], **more}


def test_the_deployment_is_the_model_and_the_version_is_needed(speaker: EmbeddedProvider) -> None:
    response = send(speaker, f"{CHAT}?api-version=2024-10-21", question(model="whatever"))
    assert response.json()["model"] == "embedded-chat"
    assert response.headers["apim-request-id"]
    assert response.headers["x-ms-region"]
    without = send(speaker, CHAT, question())
    assert (without.status_code, without.json()) == (404, {"error": {"code": "404", "message": "Resource not found"}})
    missing = send(speaker, "/openai/deployments/none/chat/completions?api-version=1", question())
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "DeploymentNotFound")


def test_the_content_filter_tells_what_it_saw(speaker: EmbeddedProvider) -> None:
    whole = send(speaker, f"{CHAT}?api-version=1", question()).json()
    assert whole["prompt_filter_results"][0]["content_filter_results"]["hate"]["severity"] == "safe"
    assert whole["choices"][0]["content_filter_results"]["violence"]["filtered"] is False
    events = sse(send(speaker, f"{CHAT}?api-version=1", question(stream=True)).content)
    assert (events[0]["choices"], events[0]["model"]) == ([], "")
    assert "prompt_filter_results" in events[0]
    assert events[-1] == "[DONE]"


def test_the_new_address_needs_no_version_and_has_all_apis(speaker: EmbeddedProvider) -> None:
    chat = question(model="embedded-chat")
    assert send(speaker, "/openai/v1/chat/completions", chat).json()["object"] == "chat.completion"
    answer = send(speaker, "/openai/v1/responses", {"model": "embedded-chat", "input": "hi"}).json()
    assert answer["object"] == "response"
    assert get(speaker, f"/openai/v1/responses/{answer['id']}") == answer
    assert get(speaker, "/openai/v1/models")["data"][0]["id"] == "embedded-chat"
    assert get(speaker, "/openai/models?api-version=1")["object"] == "list"
    vector = send(speaker, "/openai/deployments/embedded-embed/embeddings?api-version=1", {"input": "x"}).json()
    assert len(vector["data"][0]["embedding"]) == 256
    foundry = send(speaker, "/models/chat/completions?api-version=2024-05-01-preview", chat)
    assert foundry.json()["object"] == "chat.completion"
