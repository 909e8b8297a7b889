"""Azure OpenAI: the older addresses with a deployment and a dated version, both ways to show a key, its own answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ailib import ContentFiltered, InvalidRequestError, ModelNotFound, RateLimited, StreamTruncated
from ailib.core.target import Target, resolve_target
from ailib.providers.deployments import DEFAULT_VERSION

HOST = "https://res.openai.azure.com"
FILTERS = {"hate": {"filtered": False, "severity": "safe"}}


def target(
    base_url: str | None = None, name: str = "azure-openai/dep", protocol: str | None = None, **env: str
) -> Target:
    return resolve_target(name, base_url=base_url, environ={"AZURE_OPENAI_API_KEY": "k", **env}, protocol=protocol)


def chat_address(found: Target, model: str = "dep") -> str:
    return found.address(found.dialect.chat_path(found.profile, model, stream=False))


@pytest.mark.parametrize(
    ("base_url", "env", "address"),
    [
        (f"{HOST}/openai/v1", {}, "/openai/v1/chat/completions"),
        (None, {"AZURE_OPENAI_ENDPOINT": HOST}, "/openai/v1/chat/completions"),
        (None, {"AZURE_RESOURCE_NAME": "res"}, "/openai/v1/chat/completions"),
        (f"{HOST}/openai/v1", {"OPENAI_API_VERSION": "2024-10-21"}, "/openai/v1/chat/completions"),
        (None, {"AZURE_OPENAI_ENDPOINT": HOST, "OPENAI_API_VERSION": "preview"}, "/openai/v1/chat/completions"),
        (
            f"{HOST}/openai/deployments/own",
            {},
            f"/openai/deployments/own/chat/completions?api-version={DEFAULT_VERSION}",
        ),
        (
            f"{HOST}/openai/deployments/own/",
            {"AZURE_OPENAI_API_VERSION": "2025-01-01-preview"},
            "/openai/deployments/own/chat/completions?api-version=2025-01-01-preview",
        ),
        (f"{HOST}/openai", {}, f"/openai/deployments/dep/chat/completions?api-version={DEFAULT_VERSION}"),
        (
            None,
            {"AZURE_OPENAI_ENDPOINT": HOST, "OPENAI_API_VERSION": "2024-12-01-preview"},
            "/openai/deployments/dep/chat/completions?api-version=2024-12-01-preview",
        ),
        (
            None,
            {"AZURE_RESOURCE_NAME": "res", "AZURE_API_VERSION": "2024-12-01-preview"},
            "/openai/deployments/dep/chat/completions?api-version=2024-12-01-preview",
        ),
        (
            f"{HOST}/PTU/deployments/own",
            {},
            f"/PTU/deployments/own/chat/completions?api-version={DEFAULT_VERSION}",
        ),
    ],
)
def test_where_chats_go(base_url: str | None, env: dict[str, str], address: str) -> None:
    assert chat_address(target(base_url, **env)) == HOST + address


def test_only_what_a_deployment_does_has_it_in_its_address() -> None:
    found = target(f"{HOST}/openai", OPENAI_API_VERSION="2025-04-01-preview")
    version = "?api-version=2025-04-01-preview"
    assert found.models_address() == f"{HOST}/openai/models{version}"
    assert found.dialect.model_path(found.profile, "gpt-4o") == f"/models/gpt-4o{version}"
    assert found.dialect.embed_path(found.profile, "emb 1/x") == f"/deployments/emb%201%2Fx/embeddings{version}"
    responses = target(f"{HOST}/openai", protocol="openai_responses", OPENAI_API_VERSION="2025-04-01-preview")
    assert chat_address(responses) == f"{HOST}/openai/responses{version}"
    with pytest.raises(InvalidRequestError):
        found.dialect.chat_path(found.profile, "..", stream=False)


def test_older_versions_get_the_fields_they_know() -> None:
    older = target(f"{HOST}/openai", OPENAI_API_VERSION="2024-02-01").profile.quirks
    newer = target(f"{HOST}/openai", OPENAI_API_VERSION="2024-10-21").profile.quirks
    assert (older.max_tokens_field, older.stream_usage) == ("max_tokens", False)
    assert (newer.max_tokens_field, newer.stream_usage) == ("max_completion_tokens", True)


def test_a_target_moves_between_the_surfaces() -> None:
    older = target(f"{HOST}/openai/deployments/own")
    environ = {"AZURE_OPENAI_API_KEY": "k"}
    newer = older.moved(None, f"{HOST}/openai/v1", {}, environ)
    assert chat_address(newer) == f"{HOST}/openai/v1/chat/completions"
    again = newer.moved(None, f"{HOST}/openai/deployments/other", {}, environ)
    assert "/openai/deployments/other/chat/completions?" in chat_address(again)


def test_the_deployment_is_the_model_where_none_is_named() -> None:
    assert target(f"{HOST}/openai/deployments/own", "azure-openai").resolve_model("") == "own"
    assert target(f"{HOST}/openai/v1", "azure-openai", AZURE_DEPLOYMENT_ID="mine").resolve_model("") == "mine"


# Over sockets


class Service(ThreadingHTTPServer):
    """Answers every request with what the test says; keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[tuple[str, str, dict[str, str], Any]] = []
        self.answer: tuple[int, str, bytes] = (200, "application/json", b"{}")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def say(self, data: Any, status: int = 200) -> None:
        self.answer = (status, "application/json", json.dumps(data).encode())

    def stream(self, *chunks: Any, done: bool = True) -> None:
        lines = [json.dumps(chunk) for chunk in chunks] + (["[DONE]"] if done else [])
        self.answer = (200, "text/event-stream", "".join(f"data: {line}\n\n" for line in lines).encode())


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        sent = self.rfile.read(size)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append((self.command, self.path, headers, json.loads(sent) if sent else None))
        status, kind, answer = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("apim-request-id", "apim-1")
        self.end_headers()
        self.wfile.write(answer)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def azure() -> Iterator[Service]:
    with Service() as service:
        thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield service
        service.shutdown()
        thread.join()


@pytest.fixture
def client(api: Any, azure: Service) -> Any:
    return api.client(
        "azure-openai", base_url=f"{azure.address}/openai/deployments/own", api_key="the-key", max_retries=0
    )


ANSWER = {
    "id": "chatcmpl-1",
    "model": "gpt-4o-2024-08-06",
    "object": "chat.completion",
    "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": FILTERS}],
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": "Hello"},
            "content_filter_results": FILTERS,
        }
    ],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}


def test_an_answer_of_a_deployment(client: Any, azure: Service) -> None:
    azure.say(ANSWER)
    response = client.chat_completion("hi", max_tokens=5)
    method, path, headers, body = azure.seen[0]
    assert (method, path) == ("POST", f"/openai/deployments/own/chat/completions?api-version={DEFAULT_VERSION}")
    assert headers["api-key"] == "the-key"
    assert "authorization" not in headers
    assert body == {
        "model": "own", "messages": [{"role": "user", "content": "hi"}], "max_completion_tokens": 5,
    }  # fmt: skip
    assert (response.text, response.request_id) == ("Hello", "apim-1")
    assert response.choices[0].extra == {"content_filter_results": FILTERS}
    assert response.raw["prompt_filter_results"] == ANSWER["prompt_filter_results"]


def test_an_entra_token_is_a_bearer_token(api: Any, azure: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_AD_TOKEN", "entra-token")
    azure.say(ANSWER)
    found = api.client("azure-openai", base_url=f"{azure.address}/openai/deployments/own", max_retries=0)
    assert found.chat_completion("hi").text == "Hello"
    assert azure.seen[0][2]["authorization"] == "Bearer entra-token"
    assert "api-key" not in azure.seen[0][2]


def chunk(content: str | None = None, finish: str | None = None, **fields: Any) -> dict[str, Any]:
    delta = {"content": content} if content is not None else {}
    return {"id": "c", "model": "gpt-4o", "choices": [{"index": 0, "delta": delta, "finish_reason": finish, **fields}]}


FIRST = {"id": "", "model": "", "object": "", "choices": [], "prompt_filter_results": ANSWER["prompt_filter_results"]}
# The filter that runs beside the stream reports on a stretch of text that has gone out already.
LATE = chunk(content_filter_results=FILTERS, content_filter_offsets={"check_offset": 44, "start_offset": 0})
LATE["choices"][0].pop("delta")


def test_a_stream_with_the_words_of_the_filters(client: Any, azure: Service) -> None:
    azure.stream(FIRST, chunk("Hel"), LATE, chunk("lo", content_filter_results=FILTERS), chunk(finish="stop"), LATE)
    response = client.chat_completion_stream("hi").collect()
    assert (response.text, response.finish_reason, response.id, response.model) == ("Hello", "stop", "c", "gpt-4o")
    assert azure.seen[0][3]["stream_options"] == {"include_usage": True}


def test_a_stream_of_filter_words_alone_is_no_answer(client: Any, azure: Service) -> None:
    azure.stream(FIRST, LATE, done=False)
    with pytest.raises(StreamTruncated):
        client.chat_completion_stream("hi").collect()


REFUSAL = {
    "error": {
        "message": "The response was filtered", "type": None, "param": "prompt", "code": "content_filter", "status": 400,
        "innererror": {"code": "ResponsibleAIPolicyViolation", "content_filter_result": FILTERS},
    }
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "data", "kind"),
    [
        (400, REFUSAL, ContentFiltered),
        (400, {"error": {**REFUSAL["error"], "code": "BadRequest"}}, ContentFiltered),
        (200, REFUSAL, ContentFiltered),
        (
            404,
            {
                "error": {
                    "code": "DeploymentNotFound",
                    "message": "The API deployment for this resource does not exist.",
                }
            },
            ModelNotFound,
        ),
        (429, {"error": {"code": "RateLimitReached", "message": "Too many requests"}}, RateLimited),
        (429, {"error": {"code": "429", "message": "Requests have exceeded the token rate limit"}}, RateLimited),
    ],
)
def test_what_azure_refuses(client: Any, azure: Service, status: int, data: Any, kind: type[Exception]) -> None:
    azure.say(data, status)
    with pytest.raises(kind) as caught:
        client.chat_completion("hi")
    assert caught.value.request_id == "apim-1"  # type: ignore[attr-defined]
    assert caught.value.body == data  # type: ignore[attr-defined]


def test_embeddings_and_models_of_the_older_surface(api: Any, azure: Service) -> None:
    found = api.client("azure-openai", base_url=f"{azure.address}/openai", api_key="k", max_retries=0)
    azure.say({"data": [{"index": 0, "embedding": [0.5]}], "model": "e"})
    assert list(found.embed("a", model="emb").embedding) == [0.5]
    azure.say({"data": [{"id": "gpt-4o"}]})
    assert [model.id for model in found.list_models()] == ["gpt-4o"]
    version = f"?api-version={DEFAULT_VERSION}"
    assert [path for _, path, _, _ in azure.seen] == [
        f"/openai/deployments/emb/embeddings{version}",
        f"/openai/models{version}",
    ]
