"""The official packages of the providers talk to the embedded one, pointed there as `ailib embedded` says.

The clients are made from the very lines that the command prints.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .calls import CITY, WEATHER

ROOT = Path(__file__).parents[2]
KEY = "k-planted"
CHAT_TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": "Get the weather in a city", "parameters": CITY},
}


@pytest.fixture(scope="module")
def directions() -> Iterator[dict[str, str]]:
    """The lines of the command, by the name in front of them."""
    command = [sys.executable, "-m", "ailib", "embedded", "--instant", "--api-key", KEY]
    environment = {name: value for name, value in os.environ.items() if not name.endswith(("_API_KEY", "_BASE_URL"))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        found: dict[str, str] = {}
        for line in process.stdout:
            if line.startswith("Ctrl-C"):
                break
            name, _, rest = line.partition(" ")
            found[name] = rest.strip()
        yield found
        process.terminate()


def client(directions: dict[str, str], line: str, **names: Any) -> Any:
    """The client that a line of the directions makes."""
    os.environ["KEY"] = KEY
    assert KEY not in directions[line]
    return eval(directions[line], {"os": os, **names})


def test_openai_chats_streams_and_calls_tools(directions: dict[str, str]) -> None:
    openai = pytest.importorskip("openai")
    with client(directions, "openai", OpenAI=openai.OpenAI) as api:
        asked = [{"role": "user", "content": WEATHER}]
        with api.chat.completions.stream(model="embedded-chat", messages=asked, tools=[CHAT_TOOL]) as stream:
            message = stream.get_final_completion().choices[0].message
        (call,) = message.tool_calls
        assert json.loads(call.function.arguments) == {"city": "Paris"}
        answer = {"role": "assistant", "tool_calls": [call.model_dump(include={"id", "type", "function"})]}
        answer["tool_calls"][0]["function"].pop("parsed_arguments", None)
        result = {"role": "tool", "tool_call_id": call.id, "content": "18 degrees"}
        told = api.chat.completions.create(model="embedded-chat", messages=[*asked, answer, result], tools=[CHAT_TOOL])
        assert "18 degrees" in told.choices[0].message.content
        with pytest.raises(openai.NotFoundError):
            api.models.retrieve("gpt-99")


def test_openai_speaks_responses_with_encrypted_reasoning(directions: dict[str, str]) -> None:
    openai = pytest.importorskip("openai")
    tool = {"type": "function", "name": "get_weather", "description": "weather", "parameters": CITY, "strict": False}
    how = {
        "model": "embedded-reasoner",
        "tools": [tool],
        "store": False,
        "reasoning": {"effort": "low", "summary": "auto"},
        "include": ["reasoning.encrypted_content"],
    }
    with client(directions, "openai", OpenAI=openai.OpenAI) as api:
        with api.responses.stream(input=WEATHER, **how) as stream:
            kinds = {event.type for event in stream}
            response = stream.get_final_response()
        assert {"response.reasoning_summary_text.delta", "response.function_call_arguments.delta"} <= kinds
        reasoning, call = response.output
        items = [
            {"role": "user", "content": WEATHER},
            reasoning.model_dump(exclude_none=True),
            call.model_dump(exclude_none=True, exclude={"parsed_arguments"}),
            {"type": "function_call_output", "call_id": call.call_id, "output": "18 degrees"},
        ]
        assert "18 degrees" in api.responses.create(input=items, **how).output_text
        items[1]["encrypted_content"] = "AAAA"
        with pytest.raises(openai.BadRequestError, match="could not be verified"):
            api.responses.create(input=items, **how)


def test_openai_finds_its_azure_deployment(directions: dict[str, str]) -> None:
    openai = pytest.importorskip("openai")
    with client(directions, "azure", AzureOpenAI=openai.AzureOpenAI) as api:
        asked = {"model": "embedded-chat", "messages": [{"role": "user", "content": "count to 3"}]}
        assert api.chat.completions.create(**asked).choices[0].message.content == "1, 2, 3."
        chunks = list(api.chat.completions.create(stream=True, **asked))
        assert "".join(one.choices[0].delta.content or "" for one in chunks if one.choices) == "1, 2, 3."


def test_anthropic_chats_streams_thinks_and_calls_tools(directions: dict[str, str]) -> None:
    anthropic = pytest.importorskip("anthropic")
    tool = {"name": "get_weather", "description": "Get the weather in a city", "input_schema": CITY}
    how = {
        "model": "embedded-reasoner",
        "max_tokens": 3000,
        "tools": [tool],
        "thinking": {"type": "enabled", "budget_tokens": 1024},
    }
    with client(directions, "anthropic", Anthropic=anthropic.Anthropic) as api:
        asked = [{"role": "user", "content": WEATHER}]
        with api.messages.stream(messages=asked, **how) as stream:
            message = stream.get_final_message()
        thought, call = message.content
        assert (thought.type, call.input, message.stop_reason) == ("thinking", {"city": "Paris"}, "tool_use")
        result = {"type": "tool_result", "tool_use_id": call.id, "content": "18 degrees"}
        content = [
            {"type": "thinking", "thinking": thought.thinking, "signature": thought.signature},
            {"type": "tool_use", "id": call.id, "name": call.name, "input": call.input},
        ]
        history = [*asked, {"role": "assistant", "content": content}, {"role": "user", "content": [result]}]
        assert "18 degrees" in api.messages.create(messages=history, **how).content[-1].text
        content[0]["signature"] = "AAAA"
        with pytest.raises(anthropic.BadRequestError, match="Invalid `signature`"):
            api.messages.create(messages=history, **how)
        assert [one.id for one in api.models.list(limit=2)] == ["embedded-chat", "embedded-reasoner", "embedded-mini"]
        assert api.messages.count_tokens(model="embedded-chat", messages=asked).input_tokens > 5


@pytest.mark.filterwarnings("ignore:.*_UnionGenericAlias.*:DeprecationWarning")
def test_genai_chats_streams_and_calls_tools(directions: dict[str, str]) -> None:
    genai = pytest.importorskip("google.genai")
    api = client(directions, "genai", genai=genai)
    try:
        chunks = list(api.models.generate_content_stream(model="embedded-chat", contents="count to 3"))
        assert "".join(one.text or "" for one in chunks) == "1, 2, 3."
        declared = {"name": "get_weather", "description": "Get the weather in a city", "parameters_json_schema": CITY}
        config = {"tools": [{"function_declarations": [declared]}]}
        chat = api.chats.create(model="embedded-reasoner", config=config)
        (call,) = chat.send_message(WEATHER).function_calls
        assert call.args == {"city": "Paris"}
        part = genai.types.Part.from_function_response(name=call.name, response={"result": "18 degrees"})
        assert "18 degrees" in chat.send_message(part).text, "the signature went back with the call"
        assert len(list(api.models.list(config={"page_size": 2}))) == 4
        assert api.models.count_tokens(model="embedded-chat", contents="hi").total_tokens > 0
        assert len(api.models.embed_content(model="embedded-embed", contents="x").embeddings[0].values) == 256
        with pytest.raises(genai.errors.ClientError, match="not found"):
            api.models.generate_content(model="gemini-99", contents="x")
    finally:
        api.close()


def test_ollama_chats_streams_and_calls_tools(directions: dict[str, str]) -> None:
    ollama = pytest.importorskip("ollama")
    api = client(directions, "ollama", ollama=ollama)
    try:
        asked = [{"role": "user", "content": WEATHER}]
        chunks = list(api.chat(model="embedded-reasoner", messages=asked, tools=[CHAT_TOOL], stream=True, think=True))
        (call,) = [call for one in chunks for call in one.message.tool_calls or ()]
        assert call.function.arguments == {"city": "Paris"}
        assert "step by step" in "".join(one.message.thinking or "" for one in chunks)
        answer = {"role": "assistant", "tool_calls": [call]}
        history = [*asked, answer, {"role": "tool", "tool_name": "get_weather", "content": "18 degrees"}]
        assert "18 degrees" in api.chat(model="embedded-chat", messages=history).message.content
        assert api.show("embedded-reasoner").capabilities
        assert len(api.embed(model="embedded-embed", input=["a", "b"]).embeddings) == 2
        with pytest.raises(ollama.ResponseError, match="not found"):
            api.chat(model="none", messages=asked)
    finally:
        api._client.close()


def test_the_packages_are_never_imported_by_ailib() -> None:
    pattern = re.compile(r"^\s*(import|from) (openai|anthropic|google|ollama|cohere|boto3)\b", re.MULTILINE)
    sources = [path for path in (ROOT / "ailib" / "testing").glob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert sources == []
