"""All operations of the published description, called on both clients, judged by the description."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from ailib.openai import AsyncOpenAI, Model, OpenAI
from ailib.openai.endpoint import Endpoint, Nested, Resource
from ailib.openai.model import model_named, reader_of
from ailib.openai.pages import AsyncPage, Page
from ailib.openai.resources import API
from ailib.openai.schema import names, python_name, schema_of

from .example import description, example, found, merged, stripped
from .recorder import Asked, Recorder, recorder

pytestmark = pytest.mark.shared
METHODS = ("get", "post", "delete")
OPERATIONS = 288


def endpoints(
    resource: type[Resource[Any]] = API, place: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Endpoint]]:
    """Every declared endpoint and where it is."""
    for name, value in vars(resource).items():
        if isinstance(value, Endpoint):
            yield (*place, name), value
        elif isinstance(value, Nested) and (*place, name) != ("beta", "chat"):  # which is `client.chat` once more
            yield from endpoints(getattr(resource, name), (*place, name))


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), path): operation
        for path, item in description()["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def test_every_operation_of_the_description_is_declared() -> None:
    declared = {(endpoint.method, endpoint.path) for _, endpoint in endpoints()}
    assert declared == operations().keys()
    assert len(declared) == OPERATIONS


def answer_schema(operation: dict[str, Any]) -> dict[str, Any] | None:
    for status, answer in operation["responses"].items():
        if status.startswith("2") and "application/json" in answer.get("content", {}):
            return answer["content"]["application/json"]["schema"]
    return None


def body_schemas(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    content = operation.get("requestBody", {}).get("content", {})
    return {kind: part["schema"] for kind, part in content.items() if kind != "application/sdp"}


def arguments(
    endpoint: Endpoint, operation: dict[str, Any], *, required_only: bool
) -> tuple[list[str], dict[str, Any]]:
    """A call made of the description's own examples."""
    *others, first = [*endpoint.arguments.path] or [None]
    keywords: dict[str, Any] = {name: f"{name}-1" for name in others if name is not None}
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "query" and (parameter.get("required") or not required_only):
            keywords[python_name(parameter["name"])] = example(parameter["schema"], required_only=required_only)
    schemas = body_schemas(operation)
    schema = schemas.get("multipart/form-data" if endpoint.multipart else "application/json")
    if schema is not None:
        fields = merged(schema).get("properties") or {}
        for name, value in example(schema, required_only=required_only).items():
            binary = "binary" in str(found(fields[name]))
            keywords[python_name(name)] = files(value) if binary and endpoint.multipart else value
    for stream in ("stream", "stream_format"):
        keywords.pop(stream, None)
    return ([f"{first}/1"] if first is not None else []), keywords


def files(value: Any) -> Any:
    return [("a.bin", b"one"), ("b.bin", b"two")] if isinstance(value, list) else ("a.bin", b"one", "text/plain")


def validator(schema: dict[str, Any]) -> jsonschema.protocols.Validator:
    if not CACHE:
        CACHE.append(stripped(description()["components"]["schemas"]))
    return jsonschema.Draft202012Validator({**stripped(schema), "components": {"schemas": CACHE[0]}})


CACHE: list[Any] = []


def judge(
    asked: Asked, endpoint: Endpoint, operation: dict[str, Any], args: list[str], keywords: dict[str, Any]
) -> None:
    """What was asked, against the description."""
    path = endpoint.path.partition("?")[0]
    values = {**{name: keywords.get(name) for name in endpoint.arguments.path[:-1]}}
    if args:
        values[endpoint.arguments.path[-1]] = args[0]
    assert (asked.method, asked.path) == (endpoint.method, path.format(**values))
    known = {p["name"]: p for p in operation.get("parameters", ()) if p["in"] == "query"}
    if "?" in endpoint.path:
        known |= {"beta": {"name": "beta"}}
    for name, _ in asked.query:
        assert re.sub(r"(\[\]|\[\w+\])$", "", name) in {key.removesuffix("[]") for key in known}, name
    missing = {name for name, p in known.items() if p.get("required")} - {name for name, _ in asked.query}
    assert {name for name in missing if f"{name}[]" not in dict(asked.query)} == set()
    schemas = body_schemas(operation)
    if not schemas:
        assert asked.body == b""
    elif asked.kind == "application/sdp":
        assert asked.body == keywords["sdp"].encode()
    elif endpoint.multipart is True or asked.kind != "application/json":
        assert asked.kind == "multipart/form-data"
        fields = {name for schema in schemas.values() for name in merged(schema).get("properties") or {}}
        sent = {re.sub(r"\[.*", "", name) for name, _, _, _ in asked.form}
        assert sent <= fields
        assert set(merged(schemas["multipart/form-data"]).get("required") or ()) <= sent
    else:
        assert asked.kind == "application/json"
        wrong = jsonschema.exceptions.best_match(validator(schemas["application/json"]).iter_errors(asked.json))
        assert wrong is None, f"{wrong.json_path}: {wrong.message[:200]}"


def unknown_within(value: Any, place: str = "") -> Iterator[str]:
    """Where a model, read to its last field, holds an object that the table does not explain."""
    if isinstance(value, Model):
        if type(value) is Model:
            yield place
        for name in type(value)._wire:
            yield from unknown_within(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from unknown_within(item, f"{place}[]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from unknown_within(item, f"{place}.{name}")


def check_answer(result: Any, sent: Any, endpoint: Endpoint) -> None:
    if endpoint.answer == "none":
        assert result is None
        return
    if endpoint.answer == "bytes":
        assert result.content == b"bytes"
        return
    if endpoint.answer == "text" and endpoint.returns is None:
        assert result == json.dumps(sent)
        return
    if isinstance(result, (Page, AsyncPage)):
        result = result.answer
    assert isinstance(result, Model)
    assert result.to_dict() == sent
    assert list(unknown_within(result)) == []
    assert result._request_id == "req_1"


def prepared(server: Recorder, endpoint: Endpoint, operation: dict[str, Any]) -> Any:
    schema = answer_schema(operation)
    if endpoint.answer == "bytes":
        server.answer = (200, "application/octet-stream", b"bytes")
        return None
    if endpoint.answer == "none" or schema is None:
        server.answer = (200, "application/json", b"")
        return None
    sent = example(schema)
    if endpoint.page is not None:
        sent["has_more"] = False
    server.say(sent)
    return sent


def reach(client: Any, place: tuple[str, ...]) -> Any:
    for name in place:
        client = getattr(client, name)
    return client


@pytest.mark.parametrize("required_only", [False, True], ids=["every field", "required fields"])
def test_the_blocking_client_calls_all_operations(required_only: bool) -> None:
    called: set[tuple[str, str]] = set()
    known = operations()
    with recorder() as server, OpenAI(api_key="key", admin_api_key="admin", base_url=server.url) as client:
        for place, endpoint in endpoints():
            operation = known[endpoint.method, endpoint.path]
            args, keywords = arguments(endpoint, operation, required_only=required_only)
            sent = prepared(server, endpoint, operation)
            result = reach(client, place)(*args, **keywords)
            asked = server.take()
            judge(asked, endpoint, operation, args, keywords)
            assert asked.headers["authorization"] == ("Bearer admin" if endpoint.admin else "Bearer key")
            check_answer(result, sent, endpoint)
            called.add((endpoint.method, endpoint.path))
    print(f"{len(called)} of {len(known)} operations, blocking")
    assert len(called) == OPERATIONS


def test_the_async_client_calls_all_operations() -> None:
    called: set[tuple[str, str]] = set()
    known = operations()

    async def all_of_them(server: Recorder) -> None:
        async with AsyncOpenAI(api_key="key", admin_api_key="admin", base_url=server.url) as client:
            for place, endpoint in endpoints():
                operation = known[endpoint.method, endpoint.path]
                args, keywords = arguments(endpoint, operation, required_only=False)
                sent = prepared(server, endpoint, operation)
                result = await reach(client, place)(*args, **keywords)
                judge(server.take(), endpoint, operation, args, keywords)
                check_answer(result, sent, endpoint)
                called.add((endpoint.method, endpoint.path))

    with recorder() as server:
        asyncio.run(all_of_them(server))
    print(f"{len(called)} of {len(known)} operations, async")
    assert len(called) == OPERATIONS


def test_every_schema_is_built_and_reads_an_example_of_itself() -> None:
    read = 0
    for name, schema in description()["components"]["schemas"].items():
        value = example(schema)
        reader = reader_of(f"@{name}")
        made = value if reader is None else reader(value)
        if isinstance(value, dict) and merged(schema).get("properties"):
            assert isinstance(made, Model), name
            assert made.to_dict() == value
            assert repr(made)
        assert list(unknown_within(made, name)) == []
        read += 1
    assert read == len(description()["components"]["schemas"])
    for name in names():
        if schema_of(name).fields is not None:
            assert issubclass(model_named(name), Model)
