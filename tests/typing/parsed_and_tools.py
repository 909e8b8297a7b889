"""Answers of a type, tools, and what providers offer beside chats."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_type

import attrs

from ailib import AsyncClient, Client, ParsedCompletion, ToolLoopStopped, ToolRun, tool
from ailib.guardrails import GuardrailInterceptor, PiiFilter
from ailib.structured import MarkdownSectionParser, compile_schema, schema_of
from ailib.testing import Cassette
from ailib.vectors import find_most_similar


@attrs.frozen
class City:
    name: str
    people: int | None = None


@tool
def look_up(city: str, year: int = 2026) -> dict[str, Any]:
    """The number of people."""
    return {"city": city, "year": year}


def parsed(client: Client) -> None:
    assert_type(client.chat_completion_parsed("Which?", City), ParsedCompletion[City])
    assert_type(client.chat_completion_parsed("Which?", list[City], repairs=1, temperature=0.1).parsed, list[City])
    assert_type(client.chat_completion_parsed("Which?", MarkdownSectionParser()).parsed, dict[str, str])
    assert_type(client.chat_completion_parsed("Which?", City | None).parsed, Any)
    assert_type(compile_schema(schema_of(City), "openai").enforced, bool)


def looped(client: Client) -> str:
    try:
        run = client.run_tools("How many people?", [look_up], max_turns=4, temperature=0)
    except ToolLoopStopped as error:
        return error.reason
    assert_type(run, ToolRun)
    assert_type(run.cost, Decimal | None)
    assert_type(run.used_tools, tuple[str, ...])
    return run.text


async def services(client: AsyncClient) -> None:
    ranked = await client.rerank("boats", ["a cat", "a ship"], model="m", top_n=1)
    assert_type([row.score for row in ranked], list[float])
    assert_type((await client.generate_image("a cat")).images[0].data, bytes | None)
    assert_type((await client.transcribe("a.mp3", model="m")).text, str)
    assert_type((await client.generate_speech("hi", model="m", voice="v")).audio, bytes)
    assert_type((await client.moderate(["a"])).flagged, bool)
    assert_type((await client.upload_file("a.txt")).id, str)
    vectors = (await client.embed(["a", "b"], batch_size=10)).embeddings
    assert_type(find_most_similar(vectors[0], vectors)[0].index, int)


def made() -> Client:
    rule = GuardrailInterceptor(output=PiiFilter(), mode="filter")
    with Cassette("talk.jsonl") as cassette:
        assert_type(cassette.client("openai/gpt-4o"), Client)
        assert_type(cassette.async_client("openai/gpt-4o"), AsyncClient)
    return Client.builder("openai").with_timeout(3).with_interceptor(rule).fallback("groq", "mistral").build()
