"""All recorded traffic of OpenAI's own API through `ailib.openai`: every surface, both clients, typed models.

Each recording is asked for again by the declared endpoint of its address, with what was recorded of its request. The
answer (or each event of it) has to be kept whole, explained by the schemas to its last object, and say what the
independent readers found in it.
"""

from __future__ import annotations

import array
import asyncio
import base64
import email.parser
import email.policy
import functools
import http.client
import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from ailib import AilibError, APIError
from ailib.openai import AsyncOpenAI, BinaryContent, Model, OpenAI
from ailib.openai.endpoint import Endpoint
from ailib.openai.pages import AsyncPage, Page

from ..openai.test_all_operations import endpoints, reach, unknown_within
from .compare import error_differences
from .conftest import COUNTS
from .exchanges import Exchange
from .sent import unequal

pytestmark = pytest.mark.shared

# Exchange to the reason why something in it is not explained by the description's schemas, or not as expected.
LISTED: dict[str, str] = {
    "openai.other.b1f82307ea64": "events, although the request asked for none",
    "openai.responses.65de0781c488": "the type of the error is that of the error event; the readers took it from behind it",
    "openai.responses.823993c41339": "the description knows no events of apply_patch calls",
    "openai.responses.9bed2ef00257": "the last event repeats nothing of what was said before it",
}


def chosen(recorded: list[Exchange]) -> list[Exchange]:
    """OpenAI's own."""
    found = [one for one in recorded if one.id.startswith("openai.")]
    assert len(found) > 640
    return found


@functools.cache
def patterns() -> list[tuple[tuple[str, ...], Endpoint, re.Pattern[str]]]:
    """The endpoints, with what their addresses look like."""
    return [
        (place, endpoint, re.compile(re.sub(r"{\w+}", "([^/]+)", endpoint.path)))
        for place, endpoint in endpoints()
        if "?" not in endpoint.path
    ]


class Asking:
    """A recorded request as a call of ailib's.

    Attributes:
        place: Names of resources and method.
        args: The last name of the path.
        keywords: The rest; what has no keyword goes in `extra_body`.
        whole: Whether the recorded body is known.
    """

    def __init__(self, exchange: Exchange) -> None:
        address = urlsplit(exchange.request["url"])
        path = address.path.removeprefix("/v1")
        for self.place, self.endpoint, pattern in patterns():
            found = pattern.fullmatch(path)
            if found and self.endpoint.method == exchange.request["method"]:
                break
        else:
            raise AssertionError(f"{exchange.id}: no endpoint for {exchange.request['method']} {path}")
        names = self.endpoint.arguments.path
        values = dict(zip(names, found.groups(), strict=True))
        self.args = [values.pop(names[-1])] if names else []
        self.keywords: dict[str, Any] = values
        query: dict[str, Any] = {}
        for name, value in parse_qsl(address.query):
            if name.endswith("[]"):
                query.setdefault(name, []).append(value)
            else:
                query[name] = value
        known = {wire: python for python, wire in self.endpoint.arguments.query.items()}
        for name, value in query.items():
            plain = name if name in known else name.removesuffix("[]")
            self.keywords[known[plain]] = True if (plain, value) == ("stream", "true") else value
        body = self._body(exchange)
        self.whole = body is not None
        if body is None:
            required = self.endpoint.arguments.required
            body = {
                name: b"data" if name == "file" else "m" for name in self.endpoint.arguments.body if name in required
            }
            if exchange.stream:
                body["stream"] = True
        fields = {wire: python for python, wire in self.endpoint.arguments.body.items()}
        self.keywords |= {fields[name]: value for name, value in body.items() if name in fields}
        if more := {name: value for name, value in body.items() if name not in fields}:
            self.keywords["extra_body"] = more

    @staticmethod
    def _body(exchange: Exchange) -> dict[str, Any] | None:
        request = exchange.request
        if isinstance(request.get("body"), dict):
            return request["body"]
        if request["method"] != "POST":
            return {}
        kind = {name.lower(): value for name, value in request["headers"].items()}.get("content-type", "")
        if "body_b64" not in request or "multipart" not in kind:
            return None if request.get("body_unknown") or request.get("body_omitted") or "multipart" in kind else {}
        data = base64.b64decode(request["body_b64"])
        if not data.startswith(b"--"):
            return None
        return dict(_form(kind, data))

    def of(self, client: Any) -> Any:
        """The call."""
        return reach(client, self.place)(*self.args, **self.keywords)


def _form(kind: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """Fields and files of a recorded form."""
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    parts: dict[str, list[Any]] = {}
    for part in parser.parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + data).iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        value: Any = (
            content.decode() if part.get_filename() is None else (part.get_filename(), content, part.get_content_type())
        )
        parts.setdefault(name, []).append(json.loads(value) if part.get_content_type() == "application/json" else value)
    for name, values in parts.items():
        yield name.removesuffix("[]"), values if name.endswith("[]") else values[0]


def settings(replay: str, exchange: Exchange, size: int) -> dict[str, Any]:
    return {"base_url": f"{replay}/x/{exchange.id};chunk={size}/v1"}


def events_in(exchange: Exchange) -> list[Any]:
    """The JSON of a recorded stream, read without ailib."""
    blocks = re.split(r"\r?\n\r?\n", exchange.body.decode())
    found = []
    for block in blocks:
        lines = [line.partition(":") for line in block.splitlines() if not line.startswith(":")]
        data = "\n".join(value.removeprefix(" ") for name, _, value in lines if name == "data")
        name = next((value.strip() for field, _, value in lines if field == "event"), None)
        if data and data != "[DONE]":
            found.append(
                {"event": name, "data": json.loads(data)} if exchange.operation == "assistants" else json.loads(data)
            )
    return found


# -- what is found in an answer


def verdict(exchange: Exchange, asking: Asking, outcome: Any) -> list[str]:
    """How the outcome differs from the recording and its expectation."""
    expected = exchange.expected
    if expected["error"] and (expected["error"]["status"] != 200 or isinstance(outcome, APIError)):
        return error_differences(exchange, outcome) if isinstance(outcome, APIError) else ["no error was raised"]
    if isinstance(outcome, Exception):
        return [f"raised {type(outcome).__name__}: {outcome}"]
    if isinstance(outcome, BinaryContent):
        return [] if outcome.content == exchange.body else ["other bytes"]
    if asking.endpoint.answer == "none":
        return [] if outcome is None else ["something for nothing"]
    if isinstance(outcome, list):
        return _stream_verdict(exchange, outcome)
    outcome = outcome.answer if isinstance(outcome, (Page, AsyncPage)) else outcome
    found = _kept(outcome, _as_read(exchange, outcome))
    found += [f"{name}: {got!r}, expected {want!r}" for name, got, want in _read(exchange, outcome) if got != want]
    return found


def _as_read(exchange: Exchange, made: Any) -> Any:
    """The recorded JSON; vectors in base64 that the user did not ask for are lists of floats."""
    recorded = json.loads(exchange.body)
    if exchange.operation == "embeddings":
        for item, read in zip(recorded["data"], made.data, strict=True):
            if isinstance(item["embedding"], str) and not isinstance(read.embedding, str):
                item["embedding"] = array.array("f", base64.b64decode(item["embedding"])).tolist()
    return recorded


def _kept(made: Any, recorded: Any) -> list[str]:
    """Nothing lost, everything explained."""
    if not isinstance(made, Model):
        return [f"no model: {made!r}"]
    if type(made) is Model:
        return ["nothing is known of it"]
    if made.to_dict() != recorded or made.raw != recorded:
        return ["not what was recorded"]
    assert repr(made)
    return [f"nothing is known of {place}" for place in unknown_within(made)]


def _stream_verdict(exchange: Exchange, events: list[Any]) -> list[str]:
    recorded = events_in(exchange)
    stream = exchange.expected["stream"]
    found = []
    if len(events) != stream["n_events"] or len(events) != len(recorded):
        found.append(f"{len(events)} events, expected {stream['n_events']}")
    for made, one in zip(events, recorded, strict=False):
        found += _kept(made, one)
    ends = [event.raw for event in (events[0], events[-1])] if events else []
    names = [raw.get("event") or raw.get("type") or raw.get("object") for raw in ends]
    if names != [stream["first_event_type"], stream["last_event_type"]]:
        found.append(f"from {names}, expected {stream['first_event_type']} to {stream['last_event_type']}")
    found += [f"{name}: {got!r}, expected {want!r}" for name, got, want in _told(exchange, events) if got != want]
    return list(dict.fromkeys(found))


def _read(exchange: Exchange, made: Any) -> Iterator[tuple[str, Any, Any]]:
    """Pairs of what the model says and what the independent readers found."""
    expected = exchange.expected
    resource = expected.get("resource") or {}
    for name in ("id", "object", "status", "name", "deleted", "input_tokens"):
        if name in resource:
            yield name, getattr(made, name), resource[name]
    if exchange.operation == "audio.transcriptions":
        yield "text", made.text, resource["text"]
    if "n_data" in resource:
        yield "n_data", len(made.data), resource["n_data"]
    if "n_results" in resource:
        yield "n_results", len(made.results), resource["n_results"]
    if "top_keys" in resource:
        yield "top_keys", sorted(made.raw), sorted(resource["top_keys"])
    if exchange.operation in ("chat.completions", "completions", "responses.create", "responses.get", "embeddings"):
        yield from _usage(made.usage, expected["usage"])
        yield "model", made.model, expected["model"]
    if exchange.operation in ("chat.completions", "completions"):
        yield "id", made.id, expected["response_id"]
        yield "choices", len(made.choices), expected["n_choices"]
        choice = made.choices[0]
        yield "finish_reason", choice.finish_reason, expected["finish_reason_raw"]
        yield (
            "text",
            (choice.text if exchange.operation == "completions" else choice.message.content) or "",
            expected["text"],
        )
    if exchange.operation == "chat.completions":
        yield from _calls([(c.id, c.function or c.custom) for c in made.choices[0].message.tool_calls or ()], expected)
        yield "refusal", made.choices[0].message.refusal, expected.get("refusal")
    if exchange.operation.startswith("responses.") and "resource" not in expected:
        yield from _response(made, expected)
    if exchange.operation == "embeddings":
        vectors = [item.embedding for item in made.data]
        yield "n", len(vectors), expected["embeddings"]["n"]
        first = vectors[0]
        if isinstance(first, str):
            first = array.array("f", base64.b64decode(first)).tolist()
        yield "dim", len(first), expected["embeddings"]["dim"]
        yield "first3", [round(x, 6) for x in first[:3]], [round(x, 6) for x in expected["embeddings"]["first3"]]


def _usage(usage: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    if expected is None:
        return
    yield "usage.total", usage.total_tokens, expected["total"]
    given = usage.prompt_tokens if "prompt_tokens" in usage.raw else usage.input_tokens
    yield "usage.input", given, expected["input_tokens"]
    if expected.get("output_tokens") is not None:
        made = usage.completion_tokens if "completion_tokens" in usage.raw else usage.output_tokens
        yield "usage.output", made, expected["output_tokens"]


def _calls(calls: list[tuple[str, Any]], expected: Any) -> Iterator[tuple[str, Any, Any]]:
    got = [
        (name, call.name, _loaded(call.arguments if "arguments" in call.raw else call.input)) for name, call in calls
    ]
    yield "tool_calls", got, [(one["id"], one["name"], one["arguments"]) for one in expected["tool_calls"] or ()]


def _deltas(choice: Any) -> Any:
    delta = getattr(choice, "delta", None)
    return delta.tool_calls or () if delta else ()


def _loaded(text: str) -> Any:
    try:
        return json.loads(text or "{}")
    except ValueError:
        return text


def _response(made: Any, expected: Any) -> Iterator[tuple[str, Any, Any]]:
    parts = [part for item in made.output or () if item.type == "message" for part in item.content]
    yield "id", made.id, expected["response_id"]
    yield "text", "".join(part.text for part in parts if part.type == "output_text"), expected["text"]
    reason = made.incomplete_details.reason if made.incomplete_details else made.status
    yield "finish_reason", reason, expected["finish_reason_raw"]
    called = [item for item in made.output or () if item.type in ("function_call", "custom_tool_call")]
    yield from _calls([(item.call_id, item) for item in called], expected)


def _told(exchange: Exchange, events: list[Any]) -> Iterator[tuple[str, Any, Any]]:
    """The same of a stream."""
    expected = exchange.expected
    if exchange.operation in ("chat.completions", "completions"):
        chosen = [choice for event in events for choice in event.choices or () if choice.index == 0]
        texts = [choice.text if exchange.operation == "completions" else choice.delta.content for choice in chosen]
        yield "text", "".join(text or "" for text in texts), expected["text"]
        reasons = [choice.finish_reason for choice in chosen if choice.finish_reason]
        yield "finish_reason", reasons[-1] if reasons else None, expected["finish_reason_raw"]
        yield from _usage(next((event.usage for event in reversed(events) if event.usage), None), expected["usage"])
        yield "id", next((event.id for event in events if event.id), None), expected["response_id"]
        calls: dict[int, list[str]] = {}
        for part in (part for choice in chosen for part in _deltas(choice)):
            call = calls.setdefault(part.index, ["", "", ""])
            call[0] = call[0] or part.id
            if part.function:
                call[1] = call[1] or part.function.name
                call[2] += part.function.arguments or ""
        got = [(name, function, _loaded(text)) for name, function, text in calls.values()]
        yield "tool_calls", got, [(one["id"], one["name"], one["arguments"]) for one in expected["tool_calls"] or ()]
    elif exchange.operation.startswith("responses."):
        final = getattr(events[-1], "response", None)
        if final is not None:
            yield from _response(final, expected)
            yield from _usage(final.usage, expected["usage"])
            if expected["error"]:
                yield "error", final.error.code, expected["error"]["code"]
        if expected["stream"]["concat_equals_final"]:  # some captures leave out deltas
            said = [event.delta for event in events if event.type == "response.output_text.delta"]
            yield "deltas", "".join(said), expected["text"]


# -- both clients


def counted(name: str, results: list[tuple[Exchange, list[str]]]) -> None:
    wrong = [
        f"{exchange.id}: {'; '.join(found[:4])}" for exchange, found in results if found and exchange.id not in LISTED
    ]
    right = sum(not found for _, found in results)
    listed = sum(bool(found) for exchange, found in results if exchange.id in LISTED)
    COUNTS[f"ailib.openai, {name}"] = f"{right} of {len(results)} as recorded, {listed} listed, {len(wrong)} wrong"
    assert not wrong, "\n".join(wrong)
    gone = [exchange.id for exchange, found in results if exchange.id in LISTED and not found]
    assert gone == []


def test_every_surface_through_the_blocking_client(recorded: list[Exchange], replay: str) -> None:
    """And what is sent is what was recorded."""

    def one(exchange: Exchange) -> tuple[Exchange, list[str]]:
        asking = Asking(exchange)
        client = parent.with_options(**settings(replay, exchange, 4096))
        outcome: Any
        try:
            outcome = asking.of(client)
            if exchange.stream and not isinstance(outcome, Model):
                outcome = list(outcome)
        except AilibError as error:
            outcome = error
        found = verdict(exchange, asking, outcome)
        if isinstance(exchange.request.get("body"), dict):
            told.request("GET", f"/last/{exchange.id}")
            arrived = json.loads(told.getresponse().read())
            wanted = exchange.request["body"]
            if asking.endpoint.path == "/embeddings":
                wanted = {"encoding_format": "base64", **wanted}
            found += unequal(wanted, arrived["json"])
            sent.append(exchange.id)
        return exchange, found

    sent: list[str] = []
    with (
        OpenAI(api_key="k", max_retries=0) as parent,
        closing(http.client.HTTPConnection(urlsplit(replay).netloc, timeout=10)) as told,
    ):
        results = [one(exchange) for exchange in chosen(recorded)]
    COUNTS["ailib.openai: requests"] = f"{len(sent)} sent as recorded"
    counted("OpenAI", results)


def test_every_surface_through_the_async_client(recorded: list[Exchange], replay: str) -> None:
    """In small pieces where the body is short."""

    async def one(parent: AsyncOpenAI, exchange: Exchange) -> tuple[Exchange, list[str]]:
        asking = Asking(exchange)
        client = parent.with_options(**settings(replay, exchange, 61 if len(exchange.body) < 3000 else 1 << 16))
        outcome: Any
        try:
            outcome = await asking.of(client)
            if exchange.stream and not isinstance(outcome, Model):
                outcome = [event async for event in outcome]
        except AilibError as error:
            outcome = error
        return exchange, verdict(exchange, asking, outcome)

    async def every() -> list[tuple[Exchange, list[str]]]:
        every_one = chosen(recorded)
        async with AsyncOpenAI(api_key="k", max_retries=0) as parent:
            return [
                result
                for at in range(0, len(every_one), 16)
                for result in await asyncio.gather(*(one(parent, exchange) for exchange in every_one[at : at + 16]))
            ]

    counted("AsyncOpenAI", asyncio.run(every()))
