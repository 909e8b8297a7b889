"""The operations of the suite, each done by the part of ailib that does it for users.

An operation gets a `Case` and returns what it found out, under the names that cases use.
"""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import yaml

from ailib import Client, Message
from ailib.core.bridge import run
from ailib.core.published import encode_blocks, retry_delay
from ailib.core.target import dialect_for
from ailib.errors import AilibError, InvalidRequestError, UnsupportedFeatureError
from ailib.models.content import ReasoningPart, TextPart, ToolCall
from ailib.models.error_codes import standard_code
from ailib.models.request import ChatCompletionRequest
from ailib.options import RetryPolicy
from ailib.providers.ai_protocol import (
    REF_RESOLUTIONS,
    CapabilityMissing,
    ProviderContract,
    PublishedManifest,
    retry_fields,
)
from ailib.providers.credentials import auth_for, resolve_key
from ailib.providers.manifest import ManifestError, load_manifest
from ailib.providers.manifest_files import read_file
from ailib.wire.event_rules import EventRules
from ailib.wire.json import dumps
from ailib.wire.json_path import MISSING, look_up
from ailib.wire.text_tools import choose_tool_calls, parse_tool_calls, tool_prompt, tool_strategy

__all__ = ["OPERATIONS", "Case"]

# What a case without a manifest of its own talks to.
PLAIN = {
    "id": "plain",
    "protocol_version": "2.0",
    "endpoint": {"base_url": "https://api.example.com/v1", "chat": "/chat/completions"},
}
FORMATS = {"anthropic_sse": "anthropic_messages", "gemini_json": "gemini_generate_content", "cohere_ndjson": "cohere_v2",
           "cohere_native": "cohere_v2", "responses_api": "openai_responses"}  # fmt: skip


class Case(NamedTuple):
    """One case: its document, and the folder that its paths are relative to."""

    document: Mapping[str, Any]
    root: Path

    @property
    def given(self) -> Mapping[str, Any]:
        return self.document["input"]

    @property
    def setup(self) -> Mapping[str, Any]:
        return self.document.get("setup") or {}

    @property
    def environ(self) -> dict[str, str]:
        return {**(self.setup.get("env") or {}), **(self.given.get("env") or {})}

    def manifest_data(self) -> dict[str, Any]:
        given = self.given.get("manifest")
        if isinstance(given, str):
            return yaml.safe_load(given)
        if isinstance(given, Mapping):
            return dict(given)
        path = self.given.get("manifest_path") or self.setup.get("manifest_path")
        return read_file(self.root / path) if path else dict(PLAIN)

    def manifest(self) -> PublishedManifest:
        return PublishedManifest.of(self.manifest_data())


def dialect_of(case: Case, family: str | None = None) -> tuple[Any, Any]:
    """The dialect and the profile of a case."""
    profile = case.manifest().profile()
    dialect = dialect_for(family or profile.protocol)
    assert dialect is not None, f"ailib does not speak {profile.protocol}"
    return dialect, profile


def one_of(given: Mapping[str, Any], *names: str) -> Any:
    return next((given[name] for name in names if given.get(name) is not None), None)


# --- loading ----------------------------------------------------------------------------------------------------------


def protocol_loading(case: Case) -> dict[str, Any]:
    given = case.given
    if given.get("validate_contract_schema") or "contract_fragment" in given:
        data = given.get("contract_fragment") or read_file(case.root / given["manifest_path"])
        try:
            contract = ProviderContract.of(data)
        except ManifestError as error:
            return {"valid": False, "errors": list(error.errors)}
        mapping = {"format": contract.document_format, "ref_resolution": contract.ref_resolution}
        return {
            "valid": True,
            "errors": [],
            "document_mapping": mapping,
            "ref_resolution_allowed": list(REF_RESOLUTIONS),
        }
    data = case.manifest_data()
    try:
        profile = load_manifest(data)
    except ManifestError as error:
        return {"valid": False, "errors": list(error.errors)}
    manifest = PublishedManifest.of(data)
    with Client.from_manifest(data, api_key="key") as client:
        usable = client.provider == profile.id and manifest.data.keys() >= data.keys()
    return {
        "valid": True,
        "errors": [],
        "provider_id": profile.id,
        "protocol_version": manifest.protocol_version,
        "runtime_deserialize": usable,
        "diagnostics": list(manifest.diagnostics),
    }


# --- errors -----------------------------------------------------------------------------------------------------------


def error_classification(case: Case) -> dict[str, Any]:
    dialect, profile = dialect_of(case)
    given = case.given
    body = given.get("response_body")
    body = body if isinstance(body, str) else json.dumps(body if body is not None else {})
    headers = {name.lower(): str(value) for name, value in (one_of(given, "response_headers", "headers") or {}).items()}
    error = dialect.refused(given["http_status"], headers, body.encode(), profile)
    row = standard_code(error.code_standard)
    return {
        "valid": True,
        "error_code": error.code_standard,
        "error_name": row.name,
        "error_type": row.name,
        "retryable": error.is_retryable,
        "fallbackable": error.is_fallbackable,
        "message": error.message,
        "retry_after": error.retry_after,
        "retry_after_ms": None if error.retry_after is None else error.retry_after * 1000,
    }


def fallback_decision(case: Case) -> dict[str, Any]:
    row = standard_code(case.given["error_code"])
    return {"should_fallback": row.fallbackable, "retryable": row.retryable, "error_name": row.name}


def retry_decision(case: Case) -> dict[str, Any]:
    given = case.given
    policy = given.get("retry_policy") or case.manifest().data.get("retry_policy") or {}
    error = given.get("error")
    error = error if isinstance(error, Mapping) else {"error_code": error}
    code = one_of(error, "error_code", "code", "error_name", "name", "type") or given.get("error_code")
    status = one_of(error, "http_status", "status", "status_code") or given.get("http_status")
    retryable = one_of(error, "retryable")
    if retryable is None and code is not None:
        retryable = standard_code(str(code)).retryable
    elif retryable is None:
        dialect, profile = dialect_of(case)
        retryable = dialect.refused(status, {}, b"{}", profile).is_retryable
    if status is not None and policy.get("retry_on_http_status") is not None and code is None:
        retryable = status in policy["retry_on_http_status"]
    delay = retry_delay(RetryPolicy(**retry_fields(policy)), given["attempt"], retryable=bool(retryable))
    return {"should_retry": delay is not None, "delay_ms": None if delay is None else delay * 1000}


# --- requests ---------------------------------------------------------------------------------------------------------


def encoded(case: Case) -> dict[str, Any]:
    """The body that the dialect sends."""
    dialect, profile = dialect_of(case)
    given = case.given
    parameters = {**(given.get("parameters") or {}), **(given.get("params") or {})}
    known = {field.name for field in attrs.fields(ChatCompletionRequest)}
    fields = {name: value for name, value in parameters.items() if name in known}
    rest = {name: value for name, value in parameters.items() if name not in known}
    messages = [Message.from_dict(message) for message in given["messages"]]
    fields["messages"] = messages
    request = ChatCompletionRequest(**fields, extensions=rest or None)
    return dialect.encode_chat(request, profile, fields.get("model") or "model", stream=bool(rest.get("stream")))


def message_building(case: Case) -> dict[str, Any]:
    body = encoded(case)
    return {"normalized_body": body, "message_count": len(body["messages"])}


def request_building(case: Case) -> dict[str, Any]:
    body = encoded(case)
    return {"valid": True, "request_contains": body, "request_body": body, "provider_request": body, "body": body}


def parameter_mapping(case: Case) -> dict[str, Any]:
    manifest = case.manifest()
    found = manifest.provider_parameters(case.given["standard_params"], defaults=True)
    wanted = case.document["expected"].get("provider_params")
    assert wanted is None or set(found) == set(wanted), f"{found} has more or less than {wanted}"
    return {"provider_params": found}


def content_block_encode(case: Case) -> dict[str, Any]:
    given = case.given
    blocks = one_of(given, "blocks", "content_blocks", "content") or [one_of(given, "block", "content_block")]
    resolution = given.get("ref_resolution", "error_before_encode")
    try:
        found = encode_blocks(
            blocks, one_of(given, "api_style", "style") or "openai_compatible", ref_resolution=resolution
        )
    except (InvalidRequestError, UnsupportedFeatureError) as error:
        text = str(error)
        return {"valid": False, "error": text, "errors": [text], "error_contains": text, "should_error": True}
    names = ("wire_blocks", "encoded", "encoded_blocks", "blocks", "wire", "content", "wire_content", "provider_blocks")
    first = found[0] if found else None
    alone = dict.fromkeys(("wire_block", "encoded_block", "block"), first)
    return {"valid": True, "should_error": False, "error": None, **dict.fromkeys(names, found), **alone}


# --- credentials ------------------------------------------------------------------------------------------------------


def credential_resolution(case: Case) -> dict[str, Any]:
    manifest = case.manifest()
    profile = manifest.profile()
    explicit = one_of(case.given, "explicit_credential", "explicit", "credential", "api_key")
    explicit = explicit.get("value") if isinstance(explicit, Mapping) else explicit
    found = resolve_key(profile, explicit, case.environ, generic=False)
    shown = repr(found)
    secrets = [value for value in (*case.environ.values(), explicit) if value and len(value) > 3]
    assert not any(secret in shown for secret in secrets), "a secret is shown"
    own = f"{profile.prefix}_API_KEY"
    present = found.secret is not None
    return {
        "source_kind": found.source,
        "source": found.source,
        "source_name": found.source_name or None,
        "required_envs": list(profile.auth.env),
        "conventional_envs": [own],
        "has_secret": present,
        "secret_present": present,
        "resolved": present,
        "found": present,
        "available": present,
        "missing": not present,
        "diagnostics": list(manifest.diagnostics),
    }


class Outgoing:
    """The part of an HTTP request that authentication touches."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.headers: dict[str, str] = {}


def auth_attachment(case: Case) -> dict[str, Any]:
    profile = case.manifest().profile()
    explicit = one_of(case.given, "explicit_credential", "explicit", "credential", "api_key")
    explicit = explicit.get("value") if isinstance(explicit, Mapping) else explicit
    found = resolve_key(profile, explicit, case.environ, generic=False)
    request = Outgoing(f"{profile.base_url}{profile.endpoints.get('chat') or '/'}")
    auth_for(profile, found.secret, found.scheme).apply(request)
    secret = found.secret.reveal() if found.secret is not None else None  # type: ignore[union-attr]
    hidden = {name: value.replace(secret, "***") if secret else value for name, value in request.headers.items()}
    pairs = [pair.partition("=") for pair in request.url.partition("?")[2].split("&") if pair]
    query = {name: "***" if value == secret else value for name, _, value in pairs}
    return {
        "headers": hidden,
        "redacted_headers": hidden,
        "query": query,
        "query_params": query,
        "redacted_query": query,
        "attached": bool(hidden or query),
        "header_names": sorted(hidden),
    }


# --- answers and streams ----------------------------------------------------------------------------------------------


def used(usage: Any) -> dict[str, Any]:
    names = ("prompt_tokens", "completion_tokens", "total_tokens", "reasoning_tokens", "cached_tokens")
    row = {name: getattr(usage, name) for name in names}
    return {**row, "cache_read_tokens": usage.cached_tokens, "cache_creation_tokens": usage.cache_write_tokens}


def call_row(call: ToolCall) -> dict[str, Any]:
    """A call under every name that cases have for its pieces."""
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": call.type, "function": function, "name": call.name, "function_name": call.name}


def message_row(message: Message) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for part in message.content:
        if isinstance(part, ReasoningPart):
            blocks.append({"type": "thinking", "content": part.text, "content_contains": part.text})
        elif isinstance(part, TextPart):
            blocks.append({"type": "text", "content": part.text, "content_contains": part.text})
        elif isinstance(part, ToolCall):
            blocks.append({"type": "tool_use", "id": part.id, "name": part.name, "input": part.parse_args()})
    return {
        "content": message.text,
        "text": message.text,
        "thinking": message.reasoning,
        "content_blocks": blocks,
        "tool_calls": [call_row(call) for call in message.tool_calls],
    }


def response_parsing(case: Case) -> dict[str, Any]:
    dialect, profile = dialect_of(case)
    response = dialect.decode_chat(case.given["response_body"], profile, ChatCompletionRequest(messages=[]))
    assert response is not None, "it is no answer"
    choice = response.choices[0]
    return {
        "valid": True,
        "usage": used(response.usage),
        "finish_reason": choice.finish_reason_raw,
        "id": response.id,
        "model": response.model,
        **message_row(choice.message),
    }


def stream_decode(case: Case) -> dict[str, Any]:
    given = case.given
    config = given.get("decoder_config") or {}
    family = FORMATS.get(str(config.get("format"))) if "manifest_path" not in case.setup else None
    dialect, profile = dialect_of(case, family)
    pieces = given.get("raw_chunks")
    if pieces is None:
        pieces = [f"{event}\n\n" for event in given["events"]]
    decoder = dialect.chat_stream(profile, ChatCompletionRequest(messages=[]), "model")
    chunks = [chunk for piece in pieces for chunk in decoder.decode(piece.encode())]
    done = decoder.done
    chunks += decoder.finish()
    assert decoder.error is None, decoder.error
    assert chunks, "nothing was decoded"
    response = decoder.response()
    frames = [
        {"type": "frame", "has_content": any(bool(choice.delta.content) for choice in chunk.choices)}
        for chunk in chunks
    ]
    choice = response.choices[0] if response.choices else None
    row = message_row(choice.message) if choice is not None else {}
    return {
        "valid": True,
        "events": frames,
        "frame_count": decoder.events,
        "completed": decoder.done,
        "done_received": done,
        "usage": used(response.usage),
        "finish_reason": choice.finish_reason_raw if choice is not None else None,
        "accumulated_tool_calls": row.get("tool_calls", []),
        **row,
    }


def event_mapping(case: Case) -> dict[str, Any]:
    given = case.given
    rules = EventRules(given["event_map"]) if "event_map" in given else EventRules(**case.manifest().event_rules)
    assert len(rules), "there are no rules"
    events = [event for frame in given["frames"] for event in rules.events(frame)]
    return {"events": events, "event_count": len(events)}


def tool_accumulation(case: Case) -> dict[str, Any]:
    dialect, profile = dialect_of(case)
    decoder = dialect.chat_stream(profile, ChatCompletionRequest(messages=[]), "model")
    for piece in one_of(case.given, "partial_chunks", "chunks"):
        frame = piece
        if "choices" not in piece and profile.protocol == "openai_chat":
            calls = piece.get("tool_calls") or [piece]
            frame = {"choices": [{"index": 0, "delta": {"tool_calls": [delta(call) for call in calls]}}]}
        list(decoder.decode(f"data: {json.dumps(frame)}\n\n".encode()))
    calls = [call_row(call) for call in decoder.response().choices[0].message.tool_calls]
    for call in calls:
        call["arguments"] = call["function"]["arguments"]
    return {"assembled_tool_calls": calls, "tool_call_count": len(calls), "valid": True}


def delta(piece: Mapping[str, Any]) -> dict[str, Any]:
    """A fragment of a call as OpenAI's, whether its name and arguments stand in `function` or beside it."""
    inner = piece.get("function") or {}
    name = one_of(inner, "name") or one_of(piece, "name", "function_name", "tool_name")
    arguments = one_of(inner, "arguments")
    arguments = one_of(piece, "arguments", "arguments_delta", "partial_json") if arguments is None else arguments
    function = {key: value for key, value in (("name", name), ("arguments", arguments)) if value is not None}
    found = {"index": piece.get("index", 0), "function": function}
    call_id = one_of(piece, "id", "tool_call_id")
    return {**found, "id": call_id, "type": "function"} if call_id else found


# --- text tool calls --------------------------------------------------------------------------------------------------


def text_calls(found: Any) -> dict[str, Any]:
    rows = [{**call_row(call), "arguments": call.parse_args()} for call in found.tool_calls]
    return {
        "remaining_text": found.remaining_text,
        "text": found.remaining_text,
        "tool_calls": rows,
        "tool_call_count": len(rows),
    }


def is_lenient(given: Mapping[str, Any]) -> bool:
    mode = one_of(given, "mode", "parser", "parser_mode")
    return bool(given.get("lenient", mode != "strict" and not given.get("strict")))


def text_tool_parse(case: Case) -> dict[str, Any]:
    given = case.given
    return text_calls(parse_tool_calls(one_of(given, "text", "model_text", "content") or "", lenient=is_lenient(given)))


def text_tool_hybrid(case: Case) -> dict[str, Any]:
    given = case.given
    native = [native_call(row) for row in one_of(given, "native_tool_calls", "native_calls", "tool_calls") or []]
    declared = one_of(given, "tool_calling", "tool_calling_config") or case.manifest().tool_calling
    strategy = given.get("strategy") or (tool_strategy(declared) if declared else "hybrid")
    text = one_of(given, "text", "model_text", "content") or ""
    found = choose_tool_calls(native, text, strategy, lenient=is_lenient(given))
    source = "none" if not found.tool_calls else "native" if native and strategy != "text_only" else "text"
    return {**text_calls(found), "strategy": strategy, "source": source, "used_native": source == "native"}


def native_call(row: Mapping[str, Any]) -> ToolCall:
    inner = row.get("function") or row
    arguments = inner.get("arguments")
    text = arguments if isinstance(arguments, str) else json.dumps(arguments or {})
    return ToolCall(str(row.get("id") or ""), str(inner.get("name") or row.get("function_name") or ""), text)


def text_tool_prompt(case: Case) -> dict[str, Any]:
    given = case.given
    level = one_of(given, "level", "prompt_level") or "L1"
    text = tool_prompt(given.get("tools") or [], level, one_of(given, "locale", "language", "lang") or "en")
    wanted = case.document["expected"]
    needles = [needle for name in ("contains", "prompt_contains", "needles") for needle in wanted.get(name) or []]
    missing = [needle for needle in needles if needle not in text]
    assert not missing, f"{missing} is not in the prompt"
    absent = [needle for name in ("not_contains", "prompt_not_contains") for needle in wanted.get(name) or []]
    assert not [needle for needle in absent if needle in text]
    looked_at = ("contains", "prompt_contains", "needles", "not_contains", "prompt_not_contains")
    return {"prompt": text, **{name: wanted[name] for name in looked_at if name in wanted}}


# --- capabilities and endpoints ---------------------------------------------------------------------------------------


def capability_check(case: Case) -> dict[str, Any]:
    manifest = case.manifest()
    given = case.given
    wanted = [*(given.get("capabilities") or []), *filter(None, [given.get("required_capability")])]
    missing = manifest.missing(wanted)
    found: dict[str, Any] = {
        "valid": True,
        "capability_declared": not missing,
        "missing": list(missing),
        "capabilities_present": {
            "required": [name for name in wanted if name in manifest.required_capabilities],
            "optional_contains": [name for name in wanted if name in manifest.optional_capabilities],
        },
        "feature_flags": manifest.feature_flags,
        "mcp_integration_method": manifest.mcp_method,
    }
    if missing:
        found["error_code"] = CapabilityMissing.code_standard
    return found


def capability_guard(case: Case) -> dict[str, Any]:
    needed = one_of(case.given, "method", "capability", "required_capability")
    try:
        case.manifest().require(needed)
    except AilibError as error:
        return {"error_code": error.code_standard, "allowed": False, "valid": False}
    return {"error_code": None, "allowed": True, "valid": True}


def advanced_endpoint_mapping(case: Case) -> dict[str, Any]:
    found = case.manifest().endpoint_for(case.given["operation"], case.given.get("fallback"))
    return {"path": found.path, "method": found.method}


@contextmanager
def server(answer: Any) -> Iterator[tuple[str, list[tuple[str, str, Any]]]]:
    """A server on the loopback that gives one answer: its address, and (method, path, body) of what came."""
    came: list[tuple[str, str, Any]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((self.command, self.path, json.loads(body)))
            text = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_address[1]}/v1", came
        finally:
            listening.shutdown()
            thread.join()


def at_paths(body: Any, paths: Mapping[str, Any]) -> dict[str, Any]:
    """What stands at these dotted paths; those that lead nowhere are left out."""
    found = {path: look_up(body, path) for path in paths}
    return {path: value for path, value in found.items() if value is not MISSING}


def provider_mock_behavior(case: Case) -> dict[str, Any]:
    """The bodies travel over a real connection: a client of a manifest that declares the operation sends and reads."""
    given = case.given
    operation = given["operation"]
    with server(given["response_body"]) as (address, came):
        endpoints = {operation: {"path": f"/{operation}", "method": "POST"}}
        data = {**PLAIN, "endpoint": {"base_url": address}, "endpoints": endpoints, "capabilities": [operation]}
        manifest = PublishedManifest.of(data)
        manifest.require(operation)
        where = manifest.endpoint_for(operation)
        with Client(manifest.profile(), api_key="key") as client:
            core = client._core
            call = core.call(None)
            body = dumps(given["request_body"])
            exchange = call.run(lambda: call.exchange(where.method, core.target.address(where.path), body))
            _, answer = run(exchange)
    ((method, path, sent),) = came
    assert (method, path) == ("POST", f"/v1/{operation}")
    wanted = case.document["expected"]
    return {
        "request_assert": at_paths(sent, wanted.get("request_assert") or {}),
        "response_assert": at_paths(answer, wanted.get("response_assert") or {}),
    }


OPERATIONS: dict[str, Callable[[Case], dict[str, Any]]] = {
    function.__name__: function
    for function in (
        protocol_loading, error_classification, message_building, stream_decode, event_mapping, tool_accumulation,
        parameter_mapping, retry_decision, credential_resolution, auth_attachment, text_tool_parse, text_tool_prompt,
        text_tool_hybrid, content_block_encode, capability_check, response_parsing, request_building, capability_guard,
        advanced_endpoint_mapping, fallback_decision, provider_mock_behavior,
    )
}  # fmt: skip
