"""Answers as objects of one's own types, whole and streamed (promises 1, 8, 9, 23)."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import enum
import json
import uuid
from typing import Annotated, Any, Generic, Literal, NotRequired, TypedDict, TypeVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ailib import CancelHandle
from ailib.errors import Cancelled, InvalidRequestError, InvalidResponse, StreamTruncated
from ailib.openai import (
    AsyncOpenAI,
    ContentFilterFinishReasonError,
    LengthFinishReasonError,
    OpenAI,
    OpenAIError,
    function_tool,
    pydantic_function_tool,
)
from ailib.openai.parsing import strict_schema, structured
from ailib.openai.partial_json import partial_json
from ailib.structured import schema_of

from .recorder import Recorder, recorder

T = TypeVar("T")


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@attrs.define
class Answer:
    city: Annotated[str, "where"]
    degrees: float
    colour: Colour = Colour.RED


@attrs.define
class Node:
    name: str
    children: list[Node]


@attrs.define
class Wider:
    name: str
    node: Node | None


@dataclasses.dataclass
class Report:
    """A report."""

    when: dt.datetime
    by: uuid.UUID
    kind: Literal["a", "b"]
    node: Node | None = None
    tags: set[str] = dataclasses.field(default_factory=set)


class Place(TypedDict):
    name: str
    code: NotRequired[int]


@attrs.define
class Box(Generic[T]):
    items: list[T]


def lookup(name: str, count: int = 1) -> str:
    """Look something up."""
    return name * count


def completion(message: dict[str, Any], reason: str = "stop") -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": reason, "logprobs": None, "message": {"role": "assistant", **message}}
    return {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


def chunk(delta: dict[str, Any], reason: str | None = None, **more: Any) -> tuple[None, dict[str, Any]]:
    choice = {"index": 0, "delta": delta, "finish_reason": reason, **more}
    return None, {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def client_of(server: Recorder) -> OpenAI:
    return OpenAI(api_key="key", base_url=server.url, max_retries=0)


ANSWER = '{"city": "Rome", "degrees": 21, "colour": "blue"}'
ROME = Answer("Rome", 21.0, Colour.BLUE)


# -- types


@pytest.mark.parametrize(
    ("kind", "data", "made"),
    [
        (Answer, json.loads(ANSWER), ROME),
        (Place, {"name": "x", "code": 1}, {"name": "x", "code": 1}),
        (Box[Node], {"items": [{"name": "a", "children": []}]}, Box([Node("a", [])])),
        (list[int | str | None], [1, "1", None], [1, "1", None]),
        (
            Report,
            {
                "when": "2026-01-02T03:04:05+00:00",
                "by": "12345678-1234-5678-1234-567812345678",
                "kind": "a",
                "node": {"name": "a", "children": [{"name": "b", "children": []}]},
                "tags": ["x"],
            },
            Report(
                dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
                uuid.UUID("12345678-1234-5678-1234-567812345678"),
                "a",
                Node("a", [Node("b", [])]),
                {"x"},
            ),
        ),
    ],
)
def test_a_type_is_a_schema_and_json_that_fits_it_is_an_object(kind: Any, data: Any, made: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert structured(data, kind) == made
    if kind.__class__ is type:
        jsonschema.validate(data, strict_schema(schema))


def every_object(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, dict):
        found = [schema] if schema.get("type") == "object" else []
        return found + [one for value in schema.values() for one in every_object(value)]
    return [one for value in schema for one in every_object(value)] if isinstance(schema, list) else []


@pytest.mark.parametrize("kind", [Answer, Report, Place, Box[Report], Node], ids=str)
def test_a_strict_schema_closes_every_object(kind: Any) -> None:
    """Promise 23."""
    before = schema_of(kind)
    schema = strict_schema(before)
    objects = every_object(schema)
    assert objects
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    assert before == schema_of(kind)
    # The top of a schema is the object itself, also where it was only a reference.
    top = strict_schema({"$ref": "#/$defs/Top", "$defs": {**before.get("$defs", {}), "Top": before}})
    assert (top["type"], top["properties"]) == ("object", schema["properties"])


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (dict[str, int], r"\$\.x: .*any keys"),
        (tuple[int, str], r"\$\.x: 'prefixItems'"),
        (list[Any], r"\$\.x\[\]: any value"),
        ({"type": "string", "not": {"const": "a"}}, r"\$\.x: 'not'"),
        (
            {"type": "array", "items": {"type": "object", "properties": {"y": {"if": {}}}}},
            r"\$\.x\[\]\.y: 'if'",
        ),
    ],
)
def test_what_strict_mode_does_not_know_is_refused_with_its_place(kind: Any, place: str) -> None:
    """Promise 23."""
    with pytest.raises(InvalidRequestError, match=place):
        strict_schema({"type": "object", "properties": {"x": schema_of(kind)}})
    with recorder() as server, client_of(server) as client:
        with pytest.raises(InvalidRequestError, match="must be an object"):
            client.chat.completions.parse(model="m", messages=[], response_format=list[int])
        assert server.asked == []


def test_what_strict_mode_cannot_check_is_checked_here() -> None:
    """Promise 23."""
    schema = {
        "type": "object",
        "properties": {"s": {"type": "string", "minLength": 2}, "l": {"type": "array", "items": {"type": "integer"}}},
    }
    schema["properties"]["l"]["uniqueItems"] = True  # type: ignore[index]
    strict = strict_schema(schema)
    assert "minLength" not in json.dumps(strict)
    assert "uniqueItems" not in json.dumps(strict)

    class Short:
        max_length = 3

    Named = TypedDict("Named", {"name": Annotated[str, Short()]})  # noqa: UP013 - the annotation is local
    assert structured({"name": "x", "node": {"name": "a", "children": [], "later": 1}, "more": 2}, Wider) == Wider(
        "x", Node("a", [])
    )  # a server that is ahead of the type
    with recorder() as server, client_of(server) as client:
        server.say(completion({"content": '{"name": "long"}'}))
        with pytest.raises(InvalidResponse, match=r"\$\.name: .* longer than 3"):
            client.chat.completions.parse(model="m", messages=[], response_format=Named)


@pytest.mark.parametrize(
    "data",
    [
        {"city": 1, "degrees": 2, "colour": "red"},
        {"city": "x", "colour": "red"},
        {"city": "x", "degrees": "2", "colour": "red"},
        {"city": "x", "degrees": 2, "colour": "green"},
        [],
    ],
)
def test_an_answer_that_is_no_such_object_is_told_and_kept(data: Any) -> None:
    """Promise 9."""
    with recorder() as server, client_of(server) as client:
        server.say(completion({"content": json.dumps(data)}))
        with pytest.raises(InvalidResponse, match="no Answer") as caught:
            client.chat.completions.parse(model="m", messages=[], response_format=Answer)
        assert caught.value.partial.choices[0].message.content == json.dumps(data)


def test_a_pydantic_model_is_the_same_on_the_wire_as_with_the_official_package() -> None:
    pydantic = pytest.importorskip("pydantic")
    official = pytest.importorskip("openai")

    class Step(pydantic.BaseModel):  # type: ignore[misc, name-defined]
        """A step."""

        text: str
        number: int | None = None

    class Steps(pydantic.BaseModel):  # type: ignore[misc, name-defined]
        steps: list[Step] = pydantic.Field(description="all")
        colour: Colour

    call: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "x"}], "response_format": Steps}
    with recorder() as server, client_of(server) as mine:
        server.say(
            completion({"content": '{"steps": [{"text": "a", "number": null}], "colour": "red"}', "refusal": None})
        )
        with official.OpenAI(api_key="key", base_url=server.url, max_retries=0) as theirs:
            theirs.chat.completions.parse(**call, tools=[official.pydantic_function_tool(Step)])
        made = mine.chat.completions.parse(**call, tools=[pydantic_function_tool(Step)])
        assert made.choices[0].message.parsed == Steps(steps=[Step(text="a")], colour=Colour.RED)
        asked, expected = (one.json for one in reversed(server.asked))
        assert expected.pop("stream") is False
        assert asked == expected


# -- chats


def test_a_chat_is_parsed() -> None:
    calls = [
        {"id": "1", "type": "function", "function": {"name": "Place", "arguments": '{"name": "x", "code": 2}'}},
        {"id": "2", "type": "function", "function": {"name": "lookup", "arguments": '{"name": "x", "count": 2}'}},
        {"id": "3", "type": "function", "function": {"name": "loose", "arguments": "not JSON"}},
        {"id": "4", "type": "custom", "custom": {"name": "c", "input": "x"}},
    ]
    loose = {"type": "function", "function": {"name": "loose", "parameters": {"type": "object"}}}
    with recorder() as server, client_of(server) as client:
        server.say(completion({"content": ANSWER, "tool_calls": calls}))
        made = client.chat.completions.parse(
            model="m", messages=[], response_format=Answer, tools=[Place, lookup, loose], temperature=0
        )
        message = made.choices[0].message
        assert message.parsed == ROME
        assert made._request_id == "req_1"
        parsed = [call.function.parsed_arguments for call in (message.tool_calls or [])[:3]]  # type: ignore[union-attr]
        assert parsed == [{"name": "x", "code": 2}, {"name": "x", "count": 2}, None]
        assert made.to_dict() == completion({"content": ANSWER, "tool_calls": calls})
        asked = server.take().json
        assert asked["response_format"]["json_schema"]["name"] == "Answer"
        assert [tool["function"]["name"] for tool in asked["tools"]] == ["Place", "lookup", "loose"]
        assert asked["tools"][1]["function"]["description"] == "Look something up."
        assert "stream" not in asked
        raw = client.chat.completions.with_raw_response.parse(model="m", messages=[], response_format=Answer)
        assert (raw.status_code, raw.parse().choices[0].message.parsed) == (200, ROME)
        old = client.beta.chat.completions.parse(model="m", messages=[], response_format=Answer)
        assert old.choices[0].message.parsed == ROME


def test_a_refusal_is_no_object_and_a_cut_answer_an_error() -> None:
    with recorder() as server, client_of(server) as client:
        server.say(completion({"content": None, "refusal": "I will not"}))
        message = client.chat.completions.parse(model="m", messages=[], response_format=Answer).choices[0].message
        assert (message.parsed, message.refusal) == (None, "I will not")
        for reason, kind in (("length", LengthFinishReasonError), ("content_filter", ContentFilterFinishReasonError)):
            server.say(completion({"content": '{"city"'}, reason))
            with pytest.raises(kind) as caught:
                client.chat.completions.parse(model="m", messages=[], response_format=Answer)
            assert isinstance(caught.value, OpenAIError)
            assert caught.value.completion.choices[0].message.content == '{"city"'  # type: ignore[attr-defined]
            # Where nothing is to be parsed, that is an answer like any other.
            assert client.chat.completions.parse(model="m", messages=[]).choices[0].finish_reason == reason


EVENTS = [
    chunk({"role": "assistant", "content": ""}),
    chunk({"content": '{"city": "Ro'}, logprobs={"content": [{"token": "a", "logprob": -1}]}),
    chunk({"content": 'me", "degrees": 21, "colour": "blue"}'}),
    chunk(
        {"tool_calls": [{"index": 0, "id": "1", "type": "function", "function": {"name": "Place", "arguments": ""}}]}
    ),
    chunk({"tool_calls": [{"index": 0, "function": {"arguments": '{"name": "x",'}}]}),
    chunk({"tool_calls": [{"index": 0, "function": {"arguments": ' "code": 2}'}}]}),
    chunk({}, "tool_calls"),
    (None, {"id": "c", "choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}}),
    (None, "[DONE]"),
]


def test_a_stream_is_put_together_and_parsed_on_both_clients() -> None:
    def checked(events: list[Any], final: Any) -> None:
        kinds = [event.type for event in events if event.type != "chunk"]
        assert kinds == [
            "content.delta",
            "content.delta",
            "logprobs.content.delta",
            "content.delta",
            "tool_calls.function.arguments.delta",
            "content.done",
            "logprobs.content.done",
            "tool_calls.function.arguments.delta",
            "tool_calls.function.arguments.delta",
            "tool_calls.function.arguments.done",
        ]
        deltas = [event for event in events if event.type == "content.delta"][1:]
        assert [event.parsed for event in deltas] == [{"city": "Ro"}, json.loads(ANSWER)]
        assert [event.snapshot for event in deltas] == ['{"city": "Ro', ANSWER]
        assert next(event for event in events if event.type == "content.done").parsed == ROME
        done = events[-2] if events[-1].type == "chunk" else events[-1]
        assert (done.name, done.index, done.parsed_arguments) == ("Place", 0, {"name": "x", "code": 2})
        message = final.choices[0].message
        assert (message.parsed, message.tool_calls[0].function.parsed_arguments) == (ROME, {"name": "x", "code": 2})
        assert (final.usage.total_tokens, final.object, final._request_id) == (3, "chat.completion", "req_1")

    async def later(server: Recorder) -> None:
        async with (
            AsyncOpenAI(api_key="key", base_url=server.url) as client,
            client.chat.completions.stream(model="m", messages=[], response_format=Answer, tools=[Place]) as stream,
        ):
            events = [event async for event in stream]
            checked(events, await stream.get_final_completion())

    with recorder() as server, client_of(server) as client:
        server.events(*EVENTS)
        with client.chat.completions.stream(model="m", messages=[], response_format=Answer, tools=[Place]) as stream:
            checked(list(stream), stream.get_final_completion())
        assert server.take().json["stream"] is True
        asyncio.run(later(server))
        with client.chat.completions.stream(model="m", messages=[]) as plain:
            assert plain.get_final_completion().choices[0].message.content == ANSWER


@pytest.mark.filterwarnings("ignore::UserWarning")  # of the official package, about what it does not know
def test_events_are_those_of_the_official_package() -> None:
    pydantic = pytest.importorskip("pydantic")
    official = pytest.importorskip("openai")

    class City(pydantic.BaseModel):  # type: ignore[misc, name-defined]
        city: str
        degrees: float
        colour: str

    class Place(pydantic.BaseModel):  # type: ignore[misc, name-defined]
        name: str
        code: int

    def facts(event: Any) -> Any:
        named = ("delta", "snapshot", "content", "refusal", "name", "index", "arguments", "arguments_delta")
        values = [getattr(event, name, None) for name in named]
        texts = [value if isinstance(value, (str, int)) else None for value in values]
        # Of half a text we tell the beginning; the official package leaves it out.
        done = event.type.endswith("done")
        return event.type, texts, done and (getattr(event, "parsed", None), getattr(event, "parsed_arguments", None))

    call: dict[str, Any] = {"model": "m", "messages": [], "response_format": City}
    with recorder() as server, client_of(server) as client:
        server.events(*EVENTS)
        with official.OpenAI(api_key="key", base_url=server.url, max_retries=0) as theirs:
            tools = [official.pydantic_function_tool(Place)]
            with theirs.chat.completions.stream(**call, tools=tools) as stream:
                expected = [facts(event) for event in stream]
                final = stream.get_final_completion()
        with client.chat.completions.stream(**call, tools=[Place]) as mine:
            # We tell of the last chunk, too, which has only figures.
            assert [facts(event) for event in mine if event.type != "chunk" or event.chunk.choices] == expected
            made = mine.get_final_completion()
        assert made.choices[0].message.parsed == final.choices[0].message.parsed
        assert made.choices[0].finish_reason == final.choices[0].finish_reason

        odd = ("response.function_call_arguments.delta", "response.of_tomorrow")  # it stumbles over these
        server.events(*(event for event in response_events() if event[0] not in odd))
        with (
            official.OpenAI(api_key="key", base_url=server.url, max_retries=0) as theirs,
            theirs.responses.stream(model="m", input="x", text_format=City) as stream,
        ):
            kinds = [event.type for event in stream]
            parsed = stream.get_final_response().output_parsed
        with client.responses.stream(model="m", input="x", text_format=City) as events:
            assert [event.type for event in events] == kinds
            assert events.get_final_response().output_parsed == parsed


def test_two_calls_under_one_index_stay_two() -> None:
    """Promise 8."""
    calls = [
        {"index": 0, "id": name, "type": "function", "function": {"name": name, "arguments": f'{{"a": "{name}"}}'}}
        for name in ("f", "g")
    ]
    with recorder() as server, client_of(server) as client:
        server.events(*(chunk({"tool_calls": [call]}) for call in calls), chunk({}, "tool_calls"), (None, "[DONE]"))
        with client.chat.completions.stream(model="m", messages=[]) as stream:
            found = stream.get_final_completion().choices[0].message.tool_calls or []
        assert [(one.id, one.function.arguments) for one in found] == [  # type: ignore[union-attr]
            ("f", '{"a": "f"}'),
            ("g", '{"a": "g"}'),
        ]


def test_a_stream_that_fails_has_what_came_before() -> None:
    """Promise 1."""
    with recorder() as server, client_of(server) as client:
        server.events(*EVENTS[:2])
        seen: list[str] = []
        with (
            pytest.raises(StreamTruncated) as caught,
            client.chat.completions.stream(model="m", messages=[], response_format=Answer) as stream,
        ):
            seen.extend(event.type for event in stream)
        assert seen[-1] == "logprobs.content.delta"
        assert caught.value.partial.choices[0].message.content == '{"city": "Ro'

        server.events(EVENTS[1], chunk({}, "length"), (None, "[DONE]"))
        with (
            pytest.raises(LengthFinishReasonError) as cut,
            client.chat.completions.stream(model="m", messages=[], response_format=Answer) as stream,
        ):
            stream.until_done()
        assert cut.value.completion.choices[0].message.content == '{"city": "Ro'

        server.events(*EVENTS[:2])
        with client.chat.completions.stream(model="m", messages=[]) as plain:
            next(plain)
        with pytest.raises(StreamTruncated, match="closed before its end"):
            plain.get_final_completion()


# -- responses

OUTPUT = [
    {"type": "reasoning", "id": "0", "summary": []},
    {
        "type": "message",
        "id": "m",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": ANSWER, "annotations": []}],
    },
    {
        "type": "function_call",
        "id": "f",
        "call_id": "1",
        "name": "Place",
        "arguments": '{"name": "x"}',
        "status": "completed",
    },
    {"type": "of_tomorrow", "id": "z"},
]
RESPONSE = {"id": "r", "object": "response", "status": "completed", "model": "m", "output": OUTPUT}


def response_events(*, cut: bool = False) -> list[tuple[str, dict[str, Any]]]:
    part = {"type": "output_text", "text": "", "annotations": []}
    place = {"output_index": 1, "content_index": 0, "item_id": "m"}
    listed: list[dict[str, Any]] = [
        {"type": "response.created", "response": {**RESPONSE, "output": [], "status": "in_progress"}},
        {"type": "response.output_item.added", "output_index": 1, "item": {**OUTPUT[1], "content": []}},
        {"type": "response.content_part.added", **place, "part": part},
        {"type": "response.output_text.delta", **place, "delta": ANSWER[:10]},
        {"type": "response.output_text.delta", **place, "delta": ANSWER[10:]},
        {"type": "response.output_text.done", **place, "text": ANSWER},
        {"type": "response.function_call_arguments.delta", "output_index": 2, "item_id": "f", "delta": "{"},
        {"type": "response.of_tomorrow", "x": 1},
        {"type": "response.completed", "response": RESPONSE},
    ]
    numbered = [{**event, "sequence_number": number} for number, event in enumerate(listed)]
    return [(event["type"], event) for event in (numbered[:5] if cut else numbered)]


def test_a_response_is_parsed() -> None:
    with recorder() as server, client_of(server) as client:
        server.say(RESPONSE)
        made = client.responses.parse(
            model="m", input="x", text_format=Answer, tools=[Place, {"type": "web_search"}], text={"verbosity": "low"}
        )
        assert (made.output_parsed, made.output_text) == (ROME, ANSWER)
        assert made.output[2].parsed_arguments == {"name": "x"}
        assert [item.type for item in made.output] == [item["type"] for item in OUTPUT]
        asked = server.take().json
        assert asked["text"]["verbosity"] == "low"
        assert (asked["text"]["format"]["type"], asked["text"]["format"]["strict"]) == ("json_schema", True)
        assert asked["tools"][0]["name"] == "Place"
        assert asked["tools"][1] == {"type": "web_search"}
        assert client.responses.create(model="m", input="x").output_text == ANSWER
        incomplete = {**RESPONSE, "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
        cut = {**OUTPUT[1], "content": [{"type": "output_text", "text": "{", "annotations": []}]}
        server.say({**incomplete, "output": [cut]})
        with pytest.raises(LengthFinishReasonError):
            client.responses.parse(model="m", input="x", text_format=Answer)


def test_a_response_is_put_together_on_both_clients() -> None:
    async def later(server: Recorder) -> None:
        async with (
            AsyncOpenAI(api_key="key", base_url=server.url) as client,
            client.responses.stream(model="m", input="x", text_format=Answer, tools=[Place]) as stream,
        ):
            assert [event.type async for event in stream] == [name for name, _ in response_events()]
            assert (await stream.get_final_response()).output_parsed == ROME

    with recorder() as server, client_of(server) as client:
        server.events(*response_events())
        with client.responses.stream(model="m", input="x", text_format=Answer, tools=[Place]) as stream:
            events = list(stream)
            assert [event.snapshot for event in events[3:5]] == [ANSWER[:10], ANSWER]
            assert events[5].parsed == ROME
            assert events[-1].response.output_parsed == ROME
            assert stream.get_final_response().output[2].parsed_arguments == {"name": "x"}
        asyncio.run(later(server))
        server.asked.clear()
        with client.responses.stream(response_id="r", starting_after=5) as stream:
            assert [event.sequence_number for event in stream] == [6, 7, 8]
            assert server.asked[0].path == "/responses/r"
        server.events(*response_events(cut=True))
        with (
            pytest.raises(StreamTruncated) as caught,
            client.responses.stream(model="m", input="x", text_format=Answer) as stream,
        ):
            stream.until_done()
        assert caught.value.partial.output_text == ANSWER
        with pytest.raises(InvalidRequestError, match="response_id"):
            client.responses.stream(response_id="r", input="x")


def test_a_response_that_ends_in_another_way() -> None:
    failed = {**RESPONSE, "status": "failed", "output": [], "error": {"code": "server_error", "message": "no"}}
    cut = {**RESPONSE, "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    cut["output"] = [{**OUTPUT[1], "content": [{"type": "output_text", "text": "{", "annotations": []}]}]
    with recorder() as server, client_of(server) as client:
        server.events(("response.failed", {"type": "response.failed", "response": failed, "sequence_number": 0}))
        with client.responses.stream(model="m", input="x", text_format=Answer) as stream:
            made = stream.get_final_response()
        assert (made.status, made.output_parsed, made.error and made.error.message) == ("failed", None, "no")
        server.events(("response.incomplete", {"type": "response.incomplete", "response": cut, "sequence_number": 0}))
        with client.responses.stream(model="m", input="x", text_format=Answer) as stream:
            assert next(stream).type == "response.incomplete"
            with pytest.raises(LengthFinishReasonError):
                stream.get_final_response()
        server.events(*response_events(cut=True), ("error", {"type": "error", "code": "x", "message": "gone"}))
        with (
            pytest.raises(OpenAIError, match="gone") as caught,
            client.responses.stream(model="m", input="x") as stream,
        ):
            stream.until_done()
        assert caught.value.partial.output_text == ANSWER


def test_a_cancelled_stream_ends_quietly_and_its_end_is_none() -> None:
    """Promise 4."""
    handle = CancelHandle()
    with recorder() as server, client_of(server) as client:
        server.events(*EVENTS)
        with client.chat.completions.stream(model="m", messages=[], cancel=handle) as stream:
            handle.cancel()
            assert len(list(stream)) <= len(EVENTS) * 2
            if stream.cancelled:
                with pytest.raises(Cancelled):
                    stream.get_final_completion()


# -- JSON that is not whole

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 99) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_half_json_never_fails_and_whole_json_is_itself(value: Any, cut: int) -> None:
    text = json.dumps(value)
    partial_json(text[:cut])
    if not isinstance(value, int) or isinstance(value, bool):
        assert partial_json(text) == value


def test_a_tool_without_a_schema_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="no annotation"):
        function_tool(lambda x: x)
    with pytest.raises(InvalidRequestError, match="no JSON schema"):
        function_tool(complex)
