"""Providers beside the seven families: those that only embed texts, IBM watsonx, SageMaker endpoints, and refusals."""

from __future__ import annotations

import base64
import json
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ailib import (
    APIError,
    AuthenticationError,
    ChatCompletionRequest,
    Client,
    ConfigurationError,
    ContextLengthExceeded,
    EmbeddingResponse,
    InvalidRequestError,
    InvalidResponse,
    Message,
    ModelNotFound,
    ParameterDropped,
    QuotaExhausted,
    RateLimited,
    StreamTruncated,
    Tool,
    UnsupportedFeatureError,
)
from ailib.core.target import resolve_target
from ailib.models.embedding import EmbeddingRequest
from ailib.providers.catalogue import get_provider
from ailib.providers.credentials import detect_provider
from ailib.testing.event_stream import frame, spoiled
from ailib.wire.embeddings import decode_embed, encode_embed

from ..aws_signature import authorization
from ..transport.rawserver import Connection, RawRequest, RawServer, each_request, response

TOOL = Tool.function("f", parameters={"type": "object"}, strict=True)
TOKEN = "eyJhbGciOi.never.a-key"


class Server:
    """Answers what it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.replies: list[bytes] = []
        self.asked: list[RawRequest] = []
        self.raw = RawServer(each_request(self._answer))

    def _answer(self, connection: Connection, request: RawRequest) -> None:
        self.asked.append(request)
        connection.send(self.replies.pop(0))

    def will_say(self, body: Any, status: int = 200, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies.append(response(data, status, {"Content-Type": "application/json", **given}))

    @property
    def url(self) -> str:
        return self.raw.url

    @property
    def last(self) -> tuple[str, Any]:
        """Path and JSON of the last request."""
        request = self.asked[-1]
        return request.target, json.loads(request.body) if request.body else None


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    with made.raw:
        yield made


def vectors(*rows: list[float], **usage: int) -> dict[str, Any]:
    data = [{"object": "embedding", "index": at, "embedding": row} for at, row in enumerate(rows)]
    return {"object": "list", "data": data, "model": "m", "usage": usage}


# Embeddings only


def test_voyage_embeds_with_its_own_names(api: Any, server: Server) -> None:
    server.will_say(vectors([0.5, 1.0], [0.0, 2.0], total_tokens=7))
    client = api.client("voyage", api_key="k", base_url=f"{server.url}/v1")
    answer = client.embed(["a", "b"], dimensions=256, input_type="query")
    assert server.last == (
        "/v1/embeddings",
        {"model": "voyage-4", "input": ["a", "b"], "output_dimension": 256, "input_type": "query"},
    )
    assert [list(vector) for vector in answer.embeddings] == [[0.5, 1.0], [0.0, 2.0]]
    assert (answer.usage.prompt_tokens, answer.usage.total_tokens, answer.provider) == (7, 7, "voyage")
    assert server.asked[-1].headers["authorization"] == "Bearer k"


def body_of(provider: str, **fields: Any) -> dict[str, Any]:
    body = encode_embed(EmbeddingRequest(["a"], **fields), get_provider(provider), "m")
    assert body.pop("input") == ["a"]
    assert body.pop("model") == "m"
    return body


@pytest.mark.parametrize(
    ("provider", "given", "sent"),
    [
        ("voyage", {"input_type": "document"}, {"input_type": "document"}),
        ("voyage", {"input_type": "clustering"}, {}),
        ("voyage", {"extensions": {"output_dtype": "int8", "input_type": None}},
         {"output_dtype": "int8", "input_type": None}),
        ("jina", {"input_type": "query", "dimensions": 64}, {"task": "retrieval.query", "dimensions": 64}),
        ("jina", {"input_type": "document"}, {"task": "retrieval.passage"}),
        ("jina", {"input_type": "clustering"}, {"task": "separation"}),
        ("jina", {"input_type": "similarity"}, {"task": "text-matching"}),
        ("jina", {"input_type": "classification"}, {"task": "classification"}),
        ("jina", {"input_type": "code.query"}, {"task": "code.query"}),
        ("jina", {"extensions": {"late_chunking": True}}, {"late_chunking": True}),
        ("infinity", {"user": "u", "dimensions": 8}, {"user": "u", "dimensions": 8}),
        ("mistral", {"dimensions": 8}, {"output_dimension": 8}),
        ("openai", {"dimensions": 8, "user": "u"}, {"dimensions": 8, "user": "u"}),
        ("vllm", {"input_type": "query"}, {"input_type": "query"}),
    ],
)  # fmt: skip
def test_what_is_asked_goes_under_the_names_and_words_of_the_provider(
    provider: str, given: dict[str, Any], sent: dict[str, Any]
) -> None:
    assert body_of(provider, **given) == sent


@pytest.mark.parametrize(
    ("provider", "field"),
    [("voyage", "user"), ("jina", "user"), ("infinity", "input_type"), ("openai", "input_type"), ("mistral", "user")],
)
def test_a_hint_that_is_not_taken_is_left_out_with_a_warning(provider: str, field: str) -> None:
    with pytest.warns(ParameterDropped, match=field):
        assert body_of(provider, **{field: "query"}) == {}


@pytest.mark.parametrize("wrong", [0, -1, True, "3", 1.5])
def test_a_length_that_is_none_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidRequestError, match="dimensions"):
        body_of("openai", dimensions=wrong)


@pytest.mark.parametrize("target", ["voyage", "voyage/voyage-3.5", "jina/m", "infinity"])
def test_a_chat_with_who_only_embeds_is_refused_before_anything_is_sent(api: Any, server: Server, target: str) -> None:
    client = api.client(target, api_key="k", base_url=server.url)
    with pytest.raises(UnsupportedFeatureError, match=r"has no chat API.*client\.embed"):
        client.chat_completion("hi")
    with pytest.raises(UnsupportedFeatureError, match="has no chat API"):
        client.chat_completion_stream("hi").collect()
    assert server.asked == []


def test_the_model_of_a_target_that_only_embeds_is_the_one_that_embeds(api: Any, server: Server) -> None:
    server.will_say(vectors([1.0], total_tokens=1))
    api.client("voyage/voyage-code-3", api_key="k", base_url=server.url).embed("a")
    assert server.last[1]["model"] == "voyage-code-3"


def test_models_of_those_who_only_embed(api: Any, server: Server) -> None:
    with pytest.raises(UnsupportedFeatureError, match="Voyage AI has no list of models"):
        api.client("voyage", api_key="k", base_url=server.url).list_models()
    server.will_say({"data": [{"id": "BAAI/bge-small-en-v1.5", "object": "model"}]})
    client = api.client("infinity", base_url=server.url)
    assert [model.id for model in client.list_models()] == ["BAAI/bge-small-en-v1.5"]
    assert server.last[0] == "/models"
    assert "authorization" not in server.asked[-1].headers


def test_errors_of_those_who_only_embed(api: Any, server: Server) -> None:
    client = api.client("voyage", api_key="k", base_url=server.url, max_retries=0)
    server.will_say({"detail": "Provided API key is invalid."}, 401)
    with pytest.raises(AuthenticationError, match=r"Provided API key is invalid"):
        client.embed("a")
    server.will_say({"detail": "slow down"}, 429, Retry_After="3")
    with pytest.raises(RateLimited) as caught:
        client.embed("a")
    assert caught.value.retry_after == 3


def test_a_key_for_embeddings_does_not_make_their_provider_the_one_for_chats() -> None:
    assert detect_provider({"VOYAGE_API_KEY": "k", "JINA_API_KEY": "k"}) is None
    found = detect_provider({"VOYAGE_API_KEY": "k", "GROQ_API_KEY": "k"})
    assert found is not None
    assert found.id == "groq"


def decoded(provider: str, data: Any, **extensions: Any) -> EmbeddingResponse | None:
    request = EmbeddingRequest(["a"], extensions=extensions or None)
    return decode_embed(data, get_provider(provider), request)


@pytest.mark.parametrize(
    ("provider", "extensions", "code", "values"),
    [
        ("openai", {}, "f", [0.5, -2.0]),
        ("voyage", {"encoding_format": "base64"}, "f", [0.5, -2.0]),
        ("voyage", {"encoding_format": "base64", "output_dtype": "int8"}, "b", [-128, 127]),
        ("voyage", {"encoding_format": "base64", "output_dtype": "ubinary"}, "B", [0, 255]),
        ("perplexity", {}, "b", [-128, 127, 3]),
        ("perplexity", {"encoding_format": "base64_binary"}, "B", [129, 7]),
    ],
)
def test_base64_holds_what_was_asked_for(
    provider: str, extensions: dict[str, Any], code: str, values: list[Any]
) -> None:
    packed = base64.b64encode(array(code, values).tobytes()).decode()
    answer = decoded(provider, {"data": [{"index": 0, "embedding": packed}]}, **extensions)
    assert answer is not None
    assert list(answer.embedding) == values


@pytest.mark.parametrize(
    "data",
    [
        None, [], "x", {}, {"data": {}}, {"data": []}, {"data": [1]}, {"data": [{}]}, {"data": [{"embedding": "é"}]},
        {"data": [{"embedding": "AAA="}]}, {"data": [{"embedding": [1.0]}, {"embedding": [2.0]}]},
    ],
)  # fmt: skip
def test_what_has_no_vector_for_every_text_is_no_answer(data: Any) -> None:
    assert decoded("openai", data) is None


def test_vectors_come_in_the_order_of_the_texts() -> None:
    rows = [{"index": 1, "embedding": [2.0]}, {"index": 0, "embedding": [1.0]}]
    answer = decode_embed({"data": rows}, get_provider("openai"), EmbeddingRequest(["a", "b"]))
    assert answer is not None
    assert answer.embeddings == [[1.0], [2.0]]


# IBM watsonx

PROJECT = {"WATSONX_PROJECT_ID": "p-1"}


def watsonx(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch, **environ: str) -> Any:
    for name, value in (environ or PROJECT).items():
        monkeypatch.setenv(name, value)
    return api.client("watsonx", api_key=TOKEN, base_url=server.url, max_retries=0)


ANSWER = {
    "id": "chatcmpl-1",
    "model_id": "ibm/granite-4-h-small",
    "created": 1749288614,
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}],
    "usage": {"completion_tokens": 2, "prompt_tokens": 5, "total_tokens": 7},
}


def test_watsonx_chats_with_its_own_names(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = watsonx(api, server, monkeypatch)
    server.will_say(ANSWER)
    answer = client.chat_completion("hi", max_tokens=9, tools=[TOOL], tool_choice="required")
    assert server.last == (
        "/ml/v1/text/chat?version=2024-03-13",
        {
            "model_id": "ibm/granite-4-h-small",
            "project_id": "p-1",
            "messages": [{"role": "user", "content": "hi"}],
            "max_tokens": 9,
            "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
            "tool_choice_option": "required",
        },
    )
    assert (answer.text, answer.model, answer.usage.total_tokens) == ("Hello.", "ibm/granite-4-h-small", 7)
    assert server.asked[-1].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_named_tool_stays_an_object_at_watsonx(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = watsonx(api, server, monkeypatch)
    server.will_say(ANSWER)
    client.chat_completion("hi", tools=[TOOL], tool_choice="f")
    assert server.last[1]["tool_choice"] == {"type": "function", "function": {"name": "f"}}
    assert "tool_choice_option" not in server.last[1]


@pytest.mark.parametrize(
    ("environ", "sent"),
    [
        ({"WATSONX_SPACE_ID": "s-1"}, {"space_id": "s-1"}),
        ({"WX_SPACE_ID": "s-1", "WX_PROJECT_ID": "p-1"}, {"project_id": "p-1"}),
    ],
)
def test_a_project_or_else_a_space_goes_along(
    api: Any, server: Server, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], sent: dict[str, str]
) -> None:
    client = watsonx(api, server, monkeypatch, **environ)
    server.will_say(ANSWER)
    client.chat_completion("hi")
    body = server.last[1]
    assert {name: body[name] for name in ("project_id", "space_id") if name in body} == sent
    server.will_say(ANSWER)
    client.with_options(timeout=3).chat_completion("hi", extensions={"project_id": "of this request"})
    assert server.last[1]["project_id"] == "of this request"


def test_without_a_project_the_error_names_the_variables() -> None:
    with pytest.raises(ConfigurationError, match=r"project id or space id.*WATSONX_PROJECT_ID.*WATSONX_SPACE_ID"):
        Client("watsonx", api_key=TOKEN)


def stream_of(*frames: dict[str, Any], event: str = "message") -> bytes:
    return b"".join(
        f"id: {at}\nevent: {event}\ndata: {json.dumps(one)}\n\n".encode() for at, one in enumerate(frames, 1)
    )


def delta(content: str | None = None, reason: str | None = None) -> dict[str, Any]:
    inner = {"role": "assistant"} if content is None else {"content": content}
    return {"id": "c", "model_id": "m", "choices": [{"index": 0, "finish_reason": reason, "delta": inner}]}


def test_watsonx_streams_from_another_path_until_the_body_ends(
    api: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = watsonx(api, server, monkeypatch)
    last: dict[str, Any] = {
        "id": "c",
        "model_id": "m",
        "choices": [],
        "usage": {"completion_tokens": 2, "prompt_tokens": 5},
    }
    body = stream_of(delta(), delta("Hel"), delta("lo."), delta("", "stop"), last)
    server.will_say(body, Content_Type="text/event-stream")
    answer = client.chat_completion_stream("hi").collect()
    path, sent = server.last
    assert path == "/ml/v1/text/chat_stream?version=2024-03-13"
    assert not {"stream", "stream_options"} & set(sent)
    assert (answer.text, answer.finish_reason, answer.usage.prompt_tokens) == ("Hello.", "stop", 5)


def test_a_watsonx_stream_that_breaks_off_or_fails(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = watsonx(api, server, monkeypatch)
    server.will_say(stream_of(delta("Hel")), Content_Type="text/event-stream")
    with pytest.raises(StreamTruncated) as cut:
        client.chat_completion_stream("hi").collect()
    assert cut.value.partial is not None
    failed = {"errors": [{"code": "rate_limit_reached", "message": "too many"}], "trace": "t", "status_code": 429}
    server.will_say(stream_of(failed, event="error"), Content_Type="text/event-stream")
    with pytest.raises(APIError, match="too many") as caught:
        client.chat_completion_stream("hi").collect()
    assert caught.value.code == "rate_limit_reached"


def test_watsonx_errors_are_typed(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = watsonx(api, server, monkeypatch)
    body = {"errors": [{"code": "model_not_supported", "message": "Model 'x' is not supported"}], "trace": "t"}
    server.will_say(body, 404)
    with pytest.raises(ModelNotFound, match="Model 'x' is not supported") as caught:
        client.chat_completion("hi", model="x")
    assert caught.value.code == "model_not_supported"
    server.will_say({"errors": [{"code": "token_quota_reached", "message": "rejected"}], "status_code": 403}, 403)
    with pytest.raises(QuotaExhausted):
        client.chat_completion("hi")
    server.will_say({"errors": [{"code": "authentication_token_expired", "message": "expired"}]}, 401)
    with pytest.raises(AuthenticationError, match="expired"):
        client.chat_completion("hi")


def test_watsonx_lists_its_models_page_by_page(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = watsonx(api, server, monkeypatch)
    link = "https://us-south.ml.cloud.ibm.com/ml/v1/foundation_model_specs?version=2024-03-13&start=g1AAA&limit=1"
    server.will_say(
        {"resources": [{"model_id": "a/b", "model_limits": {"max_sequence_length": 4096}}], "next": {"href": link}}
    )
    server.will_say({"resources": [{"model_id": "c/d"}], "first": {"href": link}})
    models = client.list_models()
    assert [(model.id, model.context) for model in models] == [("a/b", 4096), ("c/d", None)]
    assert [request.target for request in server.asked] == [
        "/ml/v1/foundation_model_specs?version=2024-03-13",
        "/ml/v1/foundation_model_specs?version=2024-03-13&start=g1AAA",
    ]
    server.will_say({"resources": [{"model_id": "a/b"}]})
    assert client.get_model("a/b").id == "a/b"


def test_watsonx_embeds(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = watsonx(api, server, monkeypatch)
    results = [{"embedding": [0.5]}, {"embedding": [1.5]}]
    server.will_say({"model_id": "m", "results": results, "input_token_count": 9})
    answer = client.embed(["a", "b"], model="ibm/slate-125m-english-rtrvr-v2")
    assert server.last == (
        "/ml/v1/text/embeddings?version=2024-03-13",
        {"model_id": "ibm/slate-125m-english-rtrvr-v2", "inputs": ["a", "b"], "project_id": "p-1"},
    )
    assert answer.embeddings == [[0.5], [1.5]]
    assert (answer.usage.prompt_tokens, answer.model) == (9, "m")
    with pytest.raises(UnsupportedFeatureError, match="does not take dimensions"):
        client.embed("a", model="m", dimensions=3)


# SageMaker


def payload(data: bytes) -> bytes:
    headers = {
        ":message-type": "event", ":event-type": "PayloadPart", ":content-type": "application/octet-stream",
    }  # fmt: skip
    return frame(headers, data)


def sse(*frames: Any) -> bytes:
    return b"".join(f"data: {json.dumps(one)}\n\n".encode() for one in frames) + b"data: [DONE]\n\n"


WHOLE = sse(delta("Hel"), delta("lo."), delta("", "stop"))


def enveloped(data: bytes, size: int) -> bytes:
    return b"".join(payload(data[at : at + size]) for at in range(0, len(data), size))


def sagemaker(api: Any, server: Server, **keywords: Any) -> Any:
    return api.client("sagemaker/my-endpoint", base_url=server.url, max_retries=0, **{"api_key": TOKEN, **keywords})


def test_sagemaker_chats_with_the_container_behind_an_endpoint(api: Any, server: Server) -> None:
    server.will_say(ANSWER)
    answer = sagemaker(api, server).chat_completion("hi", max_tokens=9)
    # The container's model has a name of its own, which the endpoint's name would contradict.
    assert server.last == (
        "/endpoints/my-endpoint/invocations",
        {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 9},
    )
    assert (answer.text, answer.model) == ("Hello.", "my-endpoint")
    server.will_say(ANSWER)
    sagemaker(api, server).chat_completion("hi", extensions={"model": "served-name"})
    assert server.last[1]["model"] == "served-name"


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_sagemaker_streams_the_containers_bytes_in_envelopes(api: Any, server: Server, size: int) -> None:
    server.will_say(enveloped(WHOLE, size), Content_Type="application/vnd.amazon.eventstream")
    answer = sagemaker(api, server).chat_completion_stream("hi").collect()
    path, sent = server.last
    assert path == "/endpoints/my-endpoint/invocations-response-stream"
    assert sent["stream"] is True
    assert (answer.text, answer.finish_reason) == ("Hello.", "stop")


def test_requests_to_sagemaker_are_signed_for_it(api: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    server.will_say(ANSWER)
    sagemaker(api, server, api_key=None).chat_completion("hi")
    request = server.asked[-1]
    at = datetime.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
    assert request.headers["authorization"] == authorization(
        request.method,
        f"{server.url}{request.target}",
        request.headers,
        request.body,
        access="AKIDEXAMPLE",
        secret="secret",
        region="eu-west-1",
        service="sagemaker",
    )


def test_sagemaker_lives_in_a_region() -> None:
    environ = {"AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    target = resolve_target("sagemaker/e", environ=environ)
    assert target.base_url == "https://runtime.sagemaker.eu-west-1.amazonaws.com"
    with pytest.raises(UnsupportedFeatureError, match="no list of models"):
        target.models_address()


def test_a_refusal_by_the_container_is_the_containers_error(api: Any, server: Server) -> None:
    said = {
        "object": "error", "code": 400, "type": "BadRequestError",
        "message": "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
    }  # fmt: skip
    body = {
        "ErrorCode": "CLIENT_ERROR_FROM_MODEL", "LogStreamArn": "arn:aws:logs", "OriginalMessage": json.dumps(said),
        "Message": "Received client error (400) from primary", "OriginalStatusCode": 400,
    }  # fmt: skip
    server.will_say(body, 424, x_amzn_errortype="ModelError:http://internal.amazon.com/coral/")
    with pytest.raises(ContextLengthExceeded, match="maximum context length is 4096"):
        sagemaker(api, server).chat_completion("hi")


def test_a_refusal_by_sagemaker_itself(api: Any, server: Server) -> None:
    server.will_say({"message": "Rate exceeded"}, 400, x_amzn_errortype="ThrottlingException")
    with pytest.raises(RateLimited, match="Rate exceeded"):
        sagemaker(api, server).chat_completion("hi")
    server.will_say({"error": {"message": "no such route", "type": "not_found"}}, 404)
    with pytest.raises(APIError, match="no such route"):
        sagemaker(api, server).chat_completion("hi")


def collected(body: bytes, size: int = 50) -> Any:
    """The decoder after a body in pieces."""
    target = resolve_target("sagemaker/e", api_key="k", environ={"AWS_REGION": "us-east-1"})
    decoder = target.dialect.chat_stream(target.profile, ChatCompletionRequest("e", [Message.user("hi")]), "e")
    for at in range(0, len(body), size):
        list(decoder.decode(body[at : at + size]))
    decoder.finish()
    return decoder


def test_exceptions_in_a_sagemaker_stream_are_typed() -> None:
    broken = frame(
        {":message-type": "exception", ":exception-type": "ModelStreamError", ":content-type": "application/json"},
        json.dumps({"Message": "the model took too long", "ErrorCode": "ModelInvocationTimeExceeded"}).encode(),
    )
    decoder = collected(payload(sse(delta("Hel"))[:-14]) + broken)
    assert isinstance(decoder.error, APIError)
    assert decoder.error.code == "ModelInvocationTimeExceeded"
    assert "the model took too long" in str(decoder.error)
    assert decoder.response().text == "Hel"


def test_a_sagemaker_stream_that_is_damaged_or_ends_early() -> None:
    assert isinstance(collected(enveloped(WHOLE, 40)[:-300]).error, StreamTruncated)
    damaged = collected(payload(sse(delta("Hel"))[:-14]) + spoiled(payload(b"data: {}\n\n")))
    assert "damaged" in str(damaged.error)
    assert isinstance(collected(b"\x00\x00\x00\x20 nothing of the kind").error, InvalidResponse)
    assert isinstance(collected(b"").error, InvalidResponse)


def test_what_stands_in_for_sagemaker_may_stream_without_envelopes() -> None:
    decoder = collected(WHOLE)
    assert decoder.error is None
    assert decoder.response().text == "Hello."


@given(st.integers(1, 80), st.integers(1, 200))
def test_however_bytes_and_envelopes_are_cut_the_answer_is_the_same(part: int, size: int) -> None:
    decoder = collected(enveloped(WHOLE, part), size)
    assert decoder.done
    assert decoder.error is None
    assert decoder.response().text == "Hello."


@given(st.binary(max_size=300), st.integers(1, 50))
def test_no_bytes_make_the_decoder_raise(data: bytes, size: int) -> None:
    for body in (data, payload(data), payload(sse(delta("a"))) + data):
        decoder = collected(body, size)
        assert decoder.done or decoder.error is not None
        decoder.response()
