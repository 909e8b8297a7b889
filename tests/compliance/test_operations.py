"""The operations for which the part of the suite that lies beside the project has no case, with cases of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.compliance.expected import differences
from tests.compliance.operations import OPERATIONS, PLAIN, Case
from tests.compliance.test_compliance import failures

BEARER = {**PLAIN, "endpoint": {**PLAIN["endpoint"], "auth": {"type": "bearer", "token_env": "PLAIN_TOKEN"}}}  # type: ignore[dict-item]
QUERY = {**PLAIN, "auth": {"type": "query_param", "key_env": "PLAIN_TOKEN", "param_name": "key"}}
HEADER = {**PLAIN, "auth": {"type": "custom_header", "header": "X-Token", "token_env": "PLAIN_TOKEN"}}
POLICY = {
    "strategy": "exponential_backoff",
    "max_retries": 3,
    "min_delay_ms": 1000,
    "max_delay_ms": 3000,
    "jitter": "full",
}
PDF = {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERg=="}}
REF = {"type": "document", "source_type": "ref", "data": "staged-7"}


def outcome(operation: str, expected: dict[str, Any], env: dict[str, str] | None = None, **given: Any) -> list[str]:
    document = {"input": {"type": operation, **given}, "expected": expected, "setup": {"env": env or {}}}
    return failures(expected, OPERATIONS[operation](Case(document, Path())))


@pytest.mark.parametrize(
    ("error", "attempt", "should_retry", "least", "most"),
    [
        ({"error_code": "E2001"}, 1, True, 1000, 1000),
        ({"error_code": "E3002"}, 3, True, 1000, 3000),
        ({"error_name": "server_error"}, 2, True, 1000, 2000),
        ("E3001", 4, False, None, None),
        ({"error_code": "E2002"}, 1, False, None, None),
        ({"error_code": "E1001"}, 1, False, None, None),
        ({"http_status": 503}, 1, True, 1000, 1000),
        ({"http_status": 401}, 1, False, None, None),
    ],
)
def test_retry_decision(error: Any, attempt: int, should_retry: bool, least: int | None, most: int | None) -> None:
    expected: dict[str, Any] = {"should_retry": should_retry}
    if least is not None:
        expected["delay_ms"] = {"min": least, "max": most}
    for _ in range(20):
        assert outcome("retry_decision", expected, error=error, retry_policy=POLICY, attempt=attempt) == []


@pytest.mark.parametrize(
    ("manifest", "env", "explicit", "kind", "name"),
    [
        (BEARER, {"PLAIN_TOKEN": "t", "PLAIN_API_KEY": "c"}, "mine", "explicit", None),
        (BEARER, {"PLAIN_TOKEN": " t ", "PLAIN_API_KEY": "c"}, None, "manifest_env", "PLAIN_TOKEN"),
        (BEARER, {"PLAIN_TOKEN": "", "PLAIN_API_KEY": "c"}, None, "conventional_env", "PLAIN_API_KEY"),
        (BEARER, {}, None, "none", None),
        ({**BEARER, "auth": {"type": "api_key", "key_env": "OLD"}}, {"OLD": "o"}, None, "none", None),
    ],
)
def test_credential_resolution(
    manifest: Any, env: dict[str, str], explicit: str | None, kind: str, name: str | None
) -> None:
    expected = {
        "source_kind": kind,
        "source_name": name,
        "required_envs": ["PLAIN_TOKEN"],
        "conventional_envs": ["PLAIN_API_KEY"],
        "has_secret": kind != "none",
    }
    given = {"explicit_credential": explicit} if explicit else {}
    assert outcome("credential_resolution", expected, env, manifest=manifest, **given) == []


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        (BEARER, {"headers": {"Authorization": "Bearer <redacted>"}, "query": {}}),
        (QUERY, {"headers": {}, "query": {"key": "***"}}),
        (HEADER, {"headers": {"X-Token": "[REDACTED]"}, "attached": True}),
    ],
)
def test_auth_attachment(manifest: Any, expected: dict[str, Any]) -> None:
    assert outcome("auth_attachment", expected, {"PLAIN_TOKEN": "planted"}, manifest=manifest) == []


def test_tool_accumulation() -> None:
    expected = {
        "assembled_tool_calls": [
            {"id": "a", "type": "function", "function": {"name": "look", "arguments": '{"at":"sky"}'}},
            {"id": "b", "function": {"name": "listen", "arguments": "{}"}},
        ]
    }
    pieces = [
        {"index": 0, "id": "a", "function": {"name": "look", "arguments": ""}},
        {"index": 1, "id": "b", "function": {"name": "listen", "arguments": "{"}},
        {"index": 0, "function": {"arguments": '{"at": '}},
        {"index": 1, "function": {"arguments": "}"}},
        {"index": 0, "function": {"arguments": '"sky"}'}},
    ]
    assert outcome("tool_accumulation", expected, partial_chunks=pieces) == []
    flat = [{"index": 0, "id": "a", "name": "look", "arguments": "{}"}]
    assert (
        outcome(
            "tool_accumulation", {"assembled_tool_calls": [{"name": "look", "arguments": "{}"}]}, partial_chunks=flat
        )
        == []
    )


def test_text_tools() -> None:
    text = 'I look.\n<tool_call>{"name": "look", "arguments": {"at": "sky"}}</tool_call>'
    call = {"id": "text_tool_0", "name": "look", "arguments": {"at": "sky"}}
    assert outcome("text_tool_parse", {"remaining_text": "I look.", "tool_calls": [call]}, text=text) == []
    native = [{"id": "n", "function": {"name": "native", "arguments": "{}"}}]
    kept = {"remaining_text": text, "tool_calls": [{"id": "n", "name": "native"}]}
    assert outcome("text_tool_hybrid", kept, text=text, native_tool_calls=native) == []
    assert outcome("text_tool_hybrid", {"tool_calls": [call]}, text=text, native_tool_calls=[]) == []
    only = {"native": {"supported": False}}
    assert (
        outcome("text_tool_hybrid", {"strategy": "text_only", "tool_calls": [call]}, text=text, tool_calling=only) == []
    )
    tools = [{"name": "look", "description": "Looks"}]
    assert outcome("text_tool_prompt", {"contains": ["<tool_call>", "look", "<shell>"]}, tools=tools, level="L2") == []


@pytest.mark.parametrize(
    ("style", "wire"),
    [
        ("anthropic_messages", PDF),
        ("gemini_generate", {"inlineData": {"mimeType": "application/pdf", "data": "JVBERg=="}}),
        ("openai_compatible", {"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBERg=="}}),
    ],
)
def test_content_block_encode(style: str, wire: dict[str, Any]) -> None:
    assert outcome("content_block_encode", {"wire_blocks": [wire]}, blocks=[PDF], api_style=style) == []
    refused = {"error": {"assert": "contains", "value": "resolved"}}
    assert outcome("content_block_encode", refused, blocks=[REF], api_style=style) == []


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (1, 1, True),
        (1, True, False),
        (1.0, 1, True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 2}, False),
        ([1], [1, 2], False),
        ({"assert": "contains", "value": "b"}, "abc", True),
        ({"assert": "contains", "value": ["a", "z"]}, ["a"], False),
        ({"assert": "matches", "pattern": "^a.c$"}, "abc", True),
        ({"assert": "length", "min": 1}, [], False),
        ({"assert": "type", "value": "integer"}, True, False),
        ({"assert": "any_of", "values": [1, 2]}, 2, True),
        ({"assert": "equals", "value": 3}, 2, False),
        ({"assert": "error", "value": "bad"}, "so bad", True),
        ({"assert": "something"}, 1, False),
        ({"min": 1, "max": 3}, 4, False),
    ],
)
def test_the_comparison_is_strict(expected: Any, actual: Any, same: bool) -> None:
    assert (differences(expected, actual) == []) is same
