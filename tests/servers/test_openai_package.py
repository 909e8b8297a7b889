"""`ailib.openai`, both clients, against aimock and llama.cpp: what these have of OpenAI's API, read into typed models."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ailib.openai import AsyncOpenAI, BadRequestError, Model, NotFoundError, OpenAI, RateLimitError, types
from ailib.openai.pages import AsyncPage, Page

from ..openai.test_all_operations import reach
from .conftest import running

pytestmark = [pytest.mark.server, pytest.mark.shared]
USER = [{"role": "user", "content": "hello"}]
HELLO = "Hello! How can I help you today?"
WEATHER = {
    "type": "function",
    "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}},
}

Ask = Callable[..., Any]


@pytest.fixture(params=["OpenAI", "AsyncOpenAI"])
def asking(request: pytest.FixtureRequest) -> Iterator[Callable[[int], Ask]]:
    """Makes a function for a port: `ask("files.create", ...)` calls either client; a stream comes as a list of events."""
    blocking = request.param == "OpenAI"
    clients: list[Any] = []
    with asyncio.Runner() as runner:

        def at(port: int, **settings: Any) -> Ask:
            settings = {"api_key": "sk-test-key-0123456789", "max_retries": 0, **settings}
            made = (OpenAI if blocking else AsyncOpenAI)(base_url=f"http://127.0.0.1:{port}/v1", **settings)
            clients.append(made)

            async def awaited(called: Any) -> Any:
                answer = await called
                return [event async for event in answer] if hasattr(answer, "__anext__") else answer

            def ask(name: str, *args: Any, **keywords: Any) -> Any:
                method = reach(made, tuple(name.split(".")))
                if not blocking:

                    async def inside() -> Any:
                        return await awaited(method(*args, **keywords))

                    return runner.run(inside())
                answer = method(*args, **keywords)
                return list(answer) if hasattr(answer, "__next__") else answer

            return ask

        yield at
        for client in clients:
            closed = client.close()
            if closed is not None:
                runner.run(closed)


@pytest.fixture
def mock(asking: Callable[..., Ask], aimock: int) -> Ask:
    return asking(aimock, default_headers={"X-Test-Id": uuid.uuid4().hex})


@pytest.fixture
def llama(asking: Callable[..., Ask], llamacpp: int) -> Ask:
    return asking(llamacpp)


def typed(made: Any, kind: type[Model]) -> Any:
    assert type(made) is kind
    assert made.to_dict() == made.raw
    return made


# -- aimock


def test_chat(mock: Ask) -> None:
    made = typed(mock("chat.completions.create", model="gpt-4o", messages=USER), types.CreateChatCompletionResponse)
    assert made.choices[0].message.content == HELLO
    chunks = mock("chat.completions.create", model="gpt-4o", messages=USER, stream=True)
    assert all(type(chunk) is types.CreateChatCompletionStreamResponse for chunk in chunks)
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == HELLO


def test_chat_with_tools(mock: Ask) -> None:
    question = [{"role": "user", "content": "weather in Paris and Tokyo"}]
    made = mock("chat.completions.create", model="gpt-4o", messages=question, tools=[WEATHER])
    calls = made.choices[0].message.tool_calls
    assert [json.loads(call.function.arguments)["city"] for call in calls] == ["Paris", "Tokyo"]
    results = [{"role": "tool", "tool_call_id": call.id, "content": "sunny"} for call in calls]
    said = mock("chat.completions.create", model="gpt-4o", messages=[*question, made.choices[0].message, *results])
    assert said.choices[0].message.content


def test_responses(mock: Ask) -> None:
    made = typed(mock("responses.create", model="gpt-5", input="hello"), types.Response)
    assert made.output[-1].content[0].text == HELLO
    events = mock("responses.create", model="gpt-5", input="hello", stream=True)
    assert type(events[0]) is types.ResponseCreatedEvent
    assert type(events[-1]) is types.ResponseCompletedEvent
    assert "".join(e.delta for e in events if type(e) is types.ResponseTextDeltaEvent) == HELLO


def test_errors_have_the_official_packages_names(mock: Ask) -> None:
    def ask(text: str) -> Any:
        return mock("chat.completions.create", model="m", messages=[{"role": "user", "content": text}])

    for text, kind, status in (
        ("error-429", RateLimitError, 429),
        ("error-400", BadRequestError, 400),
        ("error-404", NotFoundError, 404),
    ):
        with pytest.raises(kind) as caught:
            ask(text)
        assert caught.value.status_code == status


def test_embeddings(mock: Ask) -> None:
    made = typed(
        mock("embeddings.create", model="text-embedding-3-small", input="fixed vector"), types.CreateEmbeddingResponse
    )
    vector = made.data[0].embedding
    assert len(vector) > 1
    assert all(isinstance(value, (int, float)) for value in vector)
    plain = mock("embeddings.create", model="text-embedding-3-small", input="fixed vector", encoding_format="float")
    assert plain.data[0].embedding == pytest.approx(vector, abs=1e-6)


def test_files_and_batches(mock: Ask, tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    path.write_text('{"custom_id": "1"}\n')
    file = typed(mock("files.create", file=path, purpose="batch"), types.OpenAIFile)
    assert (file.filename, file.bytes, file.purpose) == ("requests.jsonl", 19, "batch")
    assert mock("files.retrieve", file.id).id == file.id
    assert mock("files.content", file.id).content == path.read_bytes()
    listed = mock("files.list")
    assert isinstance(listed, (Page, AsyncPage))
    assert file.id in [one.id for one in listed.data]
    batch = mock("batches.create", input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h")
    assert typed(batch, types.Batch).input_file_id == file.id
    assert mock("batches.retrieve", batch.id).id == batch.id
    assert batch.id in [one.id for one in mock("batches.list").data]
    assert typed(mock("files.delete", file.id), types.DeleteFileResponse).deleted is True
    with pytest.raises(NotFoundError):
        mock("files.retrieve", "file-nothing")


def test_images(mock: Ask) -> None:
    made = typed(mock("images.generate", prompt="two images", model="gpt-image-1"), types.ImagesResponse)
    assert len(made.data) == 2
    edited = mock("images.edit", image=("a.png", b"\x89PNG", "image/png"), prompt="two images", model="gpt-image-1")
    assert type(edited) is types.ImagesResponse


def test_audio(mock: Ask) -> None:
    spoken = mock("audio.speech.create", model="tts-1", voice="alloy", input="hello")
    assert len(spoken.content) > 0
    heard = mock(
        "audio.transcriptions.create", model="whisper-1", file=("a.wav", b"RIFF"), response_format="verbose_json"
    )
    assert heard.text
    assert mock("audio.translations.create", model="whisper-1", file=("a.wav", b"RIFF")).text
    events = mock("audio.transcriptions.create", model="gpt-4o-transcribe", file=("a.wav", b"RIFF"), stream=True)
    assert type(events[-1]) is types.TranscriptTextDoneEvent


def test_moderations_and_models(mock: Ask) -> None:
    made = typed(mock("moderations.create", input="hello"), types.CreateModerationResponse)
    assert made.results[0].flagged in (True, False)
    assert "gpt-4o" in [model.id for model in mock("models.list").data] or mock("models.list").data


def test_fine_tuning_jobs(mock: Ask) -> None:
    job = mock("fine_tuning.jobs.create", model="gpt-4o-mini", training_file="file-1")
    assert typed(job, types.FineTuningJob).training_file == "file-1"
    assert mock("fine_tuning.jobs.retrieve", job.id).id == job.id
    assert job.id in [one.id for one in mock("fine_tuning.jobs.list").data]
    assert type(mock("fine_tuning.jobs.cancel", job.id)) is types.FineTuningJob


# -- llama.cpp


def test_a_models_own_chat(llama: Ask) -> None:
    made = typed(
        llama("chat.completions.create", model="tiny", messages=USER, max_tokens=8), types.CreateChatCompletionResponse
    )
    assert made.usage.completion_tokens <= 8
    assert made.timings.predicted_n == made.usage.completion_tokens  # llama.cpp's own field is there too
    chunks = llama("chat.completions.create", model="tiny", messages=USER, max_tokens=8, stream=True)
    assert chunks[-1].choices == [] or chunks[-1].choices[0].finish_reason in ("stop", "length")


def test_a_models_own_completions(llama: Ask) -> None:
    made = typed(llama("completions.create", model="tiny", prompt="Once", max_tokens=8), types.CreateCompletionResponse)
    assert made.choices[0].finish_reason in ("stop", "length")
    chunks = llama("completions.create", model="tiny", prompt="Once", max_tokens=8, stream=True)
    assert all(type(chunk) is types.CreateCompletionResponse for chunk in chunks)


def test_a_models_own_responses(llama: Ask) -> None:
    made = typed(llama("responses.create", model="tiny", input="hello", max_output_tokens=8), types.Response)
    assert made.output
    events = llama("responses.create", model="tiny", input="hello", max_output_tokens=8, stream=True)
    assert events[-1].type == "response.completed"
    assert not [event for event in events if type(event) is Model]


def test_a_prompt_that_is_too_long(llama: Ask) -> None:
    with pytest.raises(BadRequestError):
        llama("completions.create", model="tiny", prompt="word " * 20_000, max_tokens=1)


def test_a_models_own_vectors(asking: Callable[..., Ask], logs: Path) -> None:
    with running(logs / "vectors.log", "llamacpp.sh", "--embedding", ready="/health") as port:
        ask = asking(port)
        made = typed(ask("embeddings.create", model="tiny", input=["one", "two"]), types.CreateEmbeddingResponse)
        plain = ask("embeddings.create", model="tiny", input=["one", "two"], encoding_format="float")
    assert len(made.data) == 2
    assert made.data[1].embedding == pytest.approx(plain.data[1].embedding, abs=1e-6)


def test_what_the_server_has_of_models(llama: Ask) -> None:
    assert llama("models.list").data[0].id
