"""`chat_completion_parsed`: answers of a type, over sockets, both clients (promise 23)."""

from __future__ import annotations

import json
from typing import Annotated, Any

import attrs
import pytest

from ailib import Client, InvalidRequestError, InvalidResponse, ParsedCompletion, ResponseFormat
from ailib.structured import MarkdownSectionParser
from ailib.testing import EmbeddedProvider


@attrs.frozen
class City:
    name: str
    people: Annotated[int, {"minimum": 0}]
    river: str | None = None


OSLO = '{"name": "Oslo", "people": 700000, "river": null}'


def test_a_value_of_a_type(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text=f"```json\n{OSLO}\n```")
    client = api.client("embedded", base_url=embedded.base_url)
    found: ParsedCompletion[City] = client.chat_completion_parsed("Which city?", City, temperature=0.1)
    assert found.parsed == City("Oslo", 700000)
    assert found.response.usage.total_tokens
    body = embedded.requests[-1].body
    assert body["temperature"] == 0.1
    assert body["response_format"]["type"] == "json_schema"
    assert body["response_format"]["json_schema"]["name"] == "City"


def test_the_schema_goes_in_the_words_of_each_provider(api: Any, embedded: EmbeddedProvider) -> None:
    """Promise 23."""
    embedded.answer(text=OSLO)
    api.client("openai", base_url=embedded.base_url, api_key="k").chat_completion_parsed(
        "?", City, model="embedded-chat"
    )
    strict = embedded.requests[-1].body["response_format"]["json_schema"]
    assert strict["strict"] is True
    assert strict["schema"]["required"] == ["name", "people", "river"]
    client = api.client("anthropic", base_url=embedded.base_url_for("anthropic_messages"), api_key="k")
    assert client.chat_completion_parsed("?", City, model="embedded-chat", max_tokens=50).parsed.name == "Oslo"
    sent = json.dumps(embedded.requests[-1].body)
    assert '"minimum": 0' not in sent
    assert "minimum: 0" in sent  # for the model to read
    client = api.client("gemini", base_url=embedded.base_url_for("gemini_generate_content"), api_key="k")
    assert client.chat_completion_parsed("?", City, model="embedded-chat").parsed.name == "Oslo"
    config = embedded.requests[-1].body["generationConfig"]
    assert config["responseJsonSchema"]["properties"]["people"]["minimum"] == 0


def test_what_cannot_be_enforced_goes_into_the_prompt(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text='{"a": 1}')
    client = api.client("openai", base_url=embedded.base_url, api_key="k")
    found = client.chat_completion_parsed("count", dict[str, int], model="embedded-chat")
    assert found.parsed == {"a": 1}
    assert found.schema.unenforceable == ("$.additionalProperties",)
    body = embedded.requests[-1].body
    assert body["response_format"] == {"type": "json_object"}
    assert '"additionalProperties":{"type":"integer"}' in body["messages"][0]["content"]


def test_a_list_stands_in_an_object(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text='{"value": [1, 2]}')
    client = api.client("openai", base_url=embedded.base_url, api_key="k")
    assert client.chat_completion_parsed("?", list[int], model="embedded-chat").parsed == [1, 2]


def test_the_model_may_mend_its_answer(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.queue(text='{"name": "Oslo", "people": -1}')
    embedded.queue(text=OSLO)
    client = api.client("embedded", base_url=embedded.base_url)
    found = client.chat_completion_parsed("Which city?", City, repairs=1)
    assert (found.parsed.people, found.repairs) == (700000, 1)
    messages = embedded.requests[-1].body["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    assert "$.people: -1 is less than 0" in messages[-1]["content"]


def test_an_answer_that_cannot_be_used(api: Any, embedded: EmbeddedProvider) -> None:
    client = api.client("embedded", base_url=embedded.base_url)
    embedded.queue(text='{"name": "Oslo"}')
    with pytest.raises(InvalidResponse, match="'people' is missing") as caught:
        client.chat_completion_parsed("?", City)
    assert caught.value.partial.text == '{"name": "Oslo"}'
    assert [row.path for row in caught.value.problems] == ["$"]
    assert (caught.value.provider, caught.value.model) == ("embedded", "embedded-chat")
    embedded.queue(text='{"name": "Os', finish_reason="length")
    with pytest.raises(InvalidResponse, match="cut off at max_tokens"):
        client.chat_completion_parsed("?", City, repairs=3)
    assert len(embedded.requests) == 2  # more of the same would be cut off too
    with pytest.raises(InvalidRequestError):
        client.chat_completion_parsed("?", complex)
    with pytest.raises(InvalidRequestError, match="repairs"):
        client.chat_completion_parsed("?", City, repairs=-1)
    assert len(embedded.requests) == 2


def test_parsers_and_functions(api: Any, embedded: EmbeddedProvider) -> None:
    embedded.answer(text="## One\n1\n## Two\n2")
    client = api.client("embedded", base_url=embedded.base_url)
    assert client.chat_completion_parsed("?", MarkdownSectionParser()).parsed == {"One": "1", "Two": "2"}
    assert client.chat_completion_parsed("?", lambda text: text.count("#")).parsed == 4
    assert "response_format" not in embedded.requests[-1].body


def test_a_format_of_a_type_in_a_stream_and_a_fallback(embedded: EmbeddedProvider) -> None:
    """Each target that is asked gets the schema in its own form."""
    from ailib.testing import Fault

    embedded.queue(fault=Fault(status=500))
    embedded.answer(text=OSLO)
    wanted = ResponseFormat.of_type(City)
    second = Client("embedded", base_url=embedded.base_url)
    with second, Client("openai", base_url=embedded.base_url, api_key="k", max_retries=0) as client:
        with pytest.raises(Exception, match="500"):
            client.chat_completion("?", model="embedded-chat", response_format=wanted)
        assert second.chat_completion_stream("?", response_format=wanted).collect().text == OSLO
    first, last = (seen.body["response_format"]["json_schema"]["schema"] for seen in embedded.requests)
    assert first["required"] == ["name", "people", "river"]
    assert last["required"] == ["name", "people"]


def test_pydantic_models(api: Any, embedded: EmbeddedProvider) -> None:
    pydantic = pytest.importorskip("pydantic")

    class Person(pydantic.BaseModel):
        name: str
        tags: list[str] = pydantic.Field(default_factory=list, max_length=3)

    embedded.answer(text='{"name": "Ada", "tags": ["x"]}')
    found = api.client("embedded", base_url=embedded.base_url).chat_completion_parsed("?", Person)
    assert found.parsed == Person(name="Ada", tags=["x"])
