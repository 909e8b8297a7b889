"""The Anthropic Messages API as the embedded provider speaks it.

See https://docs.anthropic.com/en/api/messages. Endpoints, below `/anthropic/v1` and `/v1`::

    POST /messages                 JSON, or with `stream` named server-sent events from message_start to message_stop
    POST /messages/count_tokens    how many tokens a request would have
    GET  /models, /models/X        the models, in pages

and Vertex AI's `/v1/projects/P/locations/L/publishers/anthropic/models/M:rawPredict` and `:streamRawPredict`.

Thinking blocks carry a signature; one that is missing or was changed is refused, and so is an answer to tools whose
turn comes back without its thinking. Errors are `{"type": "error", "error": {"type", "message"}}`.
"""

from __future__ import annotations

import json
import re
import secrets
from typing import TYPE_CHECKING, Any, NoReturn

from .answers import Question, Tool, pieces
from .delivery import Call, Event, Reply
from .family import (
    CONTEXT,
    BaseFamily,
    PromptCache,
    Refused,
    encoded,
    finish_of,
    inner,
    objects,
    prompt_tokens,
    read_number,
    tokens_of,
    unwrap,
    wrap,
)
from .json_shapes import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .family import Talk
    from .script import Fault, Script

__all__ = ["AnthropicMessages"]

_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_MESSAGES = {
    401: "invalid x-api-key",
    429: "This request would exceed your organization's rate limit. Please try again later.",
    500: "Internal server error",
    529: "Overloaded",
}
_STOP_REASONS = {"stop": "end_turn", "length": "max_tokens", "tool_calls": "tool_use", "content_filter": "refusal"}
_FIELDS = frozenset(
    re.findall(
        r"\w+",
        "cache_control container context_management diagnostics inference_geo max_tokens mcp_servers messages metadata "
        "model output_config output_format service_tier speed stop_sequences stream system temperature thinking "
        "tool_choice tools top_k top_p user_profile_id workspace_id anthropic_version anthropic_beta",
    )
)
_BLOCKS = ("text", "image", "document", "search_result", "thinking", "redacted_thinking", "container_upload")
_TOOL_ID = re.compile(r"[a-zA-Z0-9_-]+")
_VERTEX = re.compile(r"/v1/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/([^/]+):(stream)?[rR]awPredict")
# The strings that Anthropic documents for tests of these two cases start like this.
_REDACT = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING"
_REFUSE = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL"
_LEAST_BUDGET = 1024


def _refuse(message: str) -> NoReturn:
    raise Refused(400, message)


def _blocks(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else objects(content)


def _text(content: Any) -> str:
    return "\n".join(str(block.get("text", "")) for block in _blocks(content) if block.get("type") == "text")


class AnthropicMessages(BaseFamily):
    """Turns a `Call` into a `Reply`; remembers the prompts that were cached."""

    def __init__(self, more_models: tuple[str, ...] = ()) -> None:
        super().__init__(more_models)
        self._cache = PromptCache()
        self._error_id: str | None = None

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours; that of the models also without our prefix if our version is named."""
        if path.startswith("/anthropic/") or _VERTEX.fullmatch(path):
            return True
        return path.startswith(("/v1/messages", "/messages")) or (
            path.startswith("/v1/models") and "anthropic-version" in headers
        )

    def key(self, call: Call) -> str | None:
        """The key in `x-api-key`, `api-key` (Azure) or the bearer token."""
        return call.headers.get("x-api-key") or call.headers.get("api-key") or super().key(call)

    def headers(self, call: Call, seconds: float) -> dict[str, str]:  # noqa: ARG002 - part of the protocol
        """Ids and limits."""
        request_id, self._error_id = self._error_id or _request_id(), None
        limits = {
            f"anthropic-ratelimit-{what}-{name}": value
            for what, most in (("requests", 10_000), ("input-tokens", 2_000_000), ("output-tokens", 400_000))
            for name, value in (("limit", f"{most}"), ("remaining", f"{most - 1}"), ("reset", "2026-01-31T12:00:00Z"))
        }
        return {"request-id": request_id, "anthropic-organization-id": "embedded", **limits}

    def error(self, status: int, message: str, kind: str | None, code: str | None, param: str | None) -> Any:  # noqa: ARG002 - it has no such fields
        """`{"type": "error", "error": {"type", "message"}, "request_id"}`."""
        self._error_id = _request_id()
        kind = kind or code or _KINDS.get(status, "api_error" if status >= 500 else "invalid_request_error")
        return {"type": "error", "error": {"type": kind, "message": message}, "request_id": self._error_id}

    def error_message(self, status: int) -> str:
        """Anthropic's words."""
        return _MESSAGES.get(status) or super().error_message(status)

    def event(self, value: Mapping[str, Any]) -> bytes:
        """An event that is named like the type of its payload."""
        return b"event: " + str(value.get("type", "message")).encode() + b"\ndata: " + encoded(value) + b"\n\n"

    def heartbeat(self, name: str | None) -> bytes:
        """This API's heartbeat is an event."""
        return super().heartbeat(name or "ping")

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid; the codes of other families are not its types."""
        kind = refused.kind or _KINDS.get(refused.status)
        return super().refusal(Refused(refused.status, refused.message, kind=kind))

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        body = call.body
        if vertex := _VERTEX.fullmatch(call.path):
            if not body.get("anthropic_version"):
                _refuse("anthropic_version: Field required")
            body = {**body, "model": vertex[1]}
            if vertex[1] == "count-tokens":
                body["model"] = call.body.get("model")
                return self._count(body, script, asked)
            return self._message(body, script, asked, streams=bool(vertex[2]) or bool(body.get("stream")), beta=True)
        if not call.headers.get("anthropic-version"):
            _refuse("anthropic-version: header is required")
        path = call.path.removeprefix("/anthropic").removeprefix("/v1").rstrip("/")
        wanted = "GET" if path == "/models" or path.startswith("/models/") else "POST"
        if path in ("/messages", "/messages/count_tokens") or wanted == "GET":
            if call.method != wanted:
                raise Refused(405, "Method Not Allowed", kind="invalid_request_error")
            if path == "/messages":
                beta = "anthropic-beta" in call.headers
                return self._message(body, script, asked, streams=bool(body.get("stream")), beta=beta)
            if wanted == "POST":
                return self._count(body, script, asked)
            name = path.removeprefix("/models").strip("/")
            return self.aside(script, asked, "", {}, lambda: self._models(name, call.query))
        raise Refused(404, "Not Found")

    # --- models ---

    def _models(self, name: str, query: Mapping[str, str]) -> dict[str, Any]:
        models: list[dict[str, Any]] = [
            {
                "type": "model",
                "id": one,
                "display_name": one.replace("-", " ").title(),
                "created_at": "2026-01-01T00:00:00Z",
                "lifecycle": "active",
                "max_input_tokens": CONTEXT,
                "max_tokens": CONTEXT,
            }
            for one in self.model_names()
            if one != "embedded-embed"
        ]
        if name:
            for model in models:
                if model["id"] == name:
                    return model
            self.unknown_model(name)
        limit = query.get("limit", "20")
        if not limit.isdigit() or not 1 <= int(limit) <= 1000:
            _refuse("limit: Input should be from 1 to 1000")
        names: list[str] = [model["id"] for model in models]
        first, last = 0, len(models)
        if after := query.get("after_id"):
            first = names.index(after) + 1 if after in names else last
        if before := query.get("before_id"):
            last = names.index(before) if before in names else 0
            first = max(first, last - int(limit))
            more = first > 0
        else:
            more = last > first + int(limit)
        page = models[first:last][: int(limit)]
        return {
            "data": page,
            "has_more": more,
            "first_id": page[0]["id"] if page else None,
            "last_id": page[-1]["id"] if page else None,
        }

    # --- messages ---

    def _count(self, body: dict[str, Any], script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        self.known(body.get("model"))
        question = _question({"max_tokens": CONTEXT, **body})
        return self.aside(script, asked, question.text, body, lambda: {"input_tokens": _tokens(body)})

    def _message(
        self, body: dict[str, Any], script: Script, asked: Fault | None, *, streams: bool, beta: bool
    ) -> tuple[Reply, Fault]:
        model = self.known(body.get("model"))
        if not beta and (unknown := sorted(body.keys() - _FIELDS)):
            _refuse(f"{unknown[0]}: Extra inputs are not permitted")
        question = _question(body)
        tokens = _tokens(body)
        if tokens > CONTEXT:
            _refuse(f"prompt is too long: {tokens} tokens > {CONTEXT} maximum")
        talk = self.talk(question, body, script, asked, streams=streams)
        if talk.raw is not None:
            return talk.raw, talk.fault
        refuses = _REFUSE in question.text or talk.answer.refusal is not None
        blocks = self._said(talk, body, question)
        usage = talk.usage or self._usage(body, tokens, talk)
        reason = "refusal" if refuses else _STOP_REASONS.get(finish_of(talk.answer), finish_of(talk.answer))
        end: dict[str, Any] = {
            "stop_reason": "stop_sequence" if talk.stopped_by and reason == "end_turn" else reason,
            "stop_sequence": talk.stopped_by,
            "stop_details": {"type": "refusal", "category": None, "explanation": None} if refuses else None,
        }
        message: dict[str, Any] = {
            "id": f"msg_{next(self._numbers):024x}",
            "type": "message",
            "role": "assistant",
            "model": model,
        }
        if streams:
            return self.streamed(self._events(message, blocks, end, usage, talk.fault)), talk.fault
        message |= {"content": [_whole(block) for block in blocks], **end}
        if not talk.fault.drop_usage:
            message["usage"] = usage
        return Reply(body=encoded(message), tokens=tokens_of(talk.answer)), talk.fault

    def _said(self, talk: Talk, body: dict[str, Any], question: Question) -> list[dict[str, Any]]:
        """The blocks of an answer; the input of a tool is still a text."""
        answer = talk.answer
        blocks: list[dict[str, Any]] = []
        if answer.reasoning is not None:
            if _REDACT in question.text:
                blocks.append({"type": "redacted_thinking", "data": wrap(answer.reasoning)})
            else:
                shown = "" if inner(body, "thinking").get("display") == "omitted" else answer.reasoning
                blocks.append({"type": "thinking", "thinking": shown, "signature": wrap(answer.reasoning)})
        if text := (answer.text or "") + (answer.refusal or ""):
            blocks.append({"type": "text", "text": text})
        for call in answer.tool_calls:
            call_id = call.id or f"toolu_{next(self._numbers):024x}"
            blocks.append({"type": "tool_use", "id": call_id, "name": call.name, "input": call.arguments_text})
        return blocks

    def _usage(self, body: dict[str, Any], tokens: int, talk: Talk) -> dict[str, Any]:
        prompt = json.dumps([body.get("tools"), body.get("system"), body.get("messages")])
        marker = "" if body.get("cache_control") else '"cache_control": {'
        written, read = self._cache.use(prompt, marker, tokens)
        return {
            "input_tokens": tokens - written - read,
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": read,
            "cache_creation": {"ephemeral_5m_input_tokens": written, "ephemeral_1h_input_tokens": 0},
            "output_tokens": tokens_of(talk.answer),
            "output_tokens_details": {"thinking_tokens": len(pieces(talk.answer.reasoning or ""))},
            "service_tier": "standard",
        }

    def _events(
        self,
        message: dict[str, Any],
        blocks: list[dict[str, Any]],
        end: dict[str, Any],
        usage: dict[str, Any],
        fault: Fault,
    ) -> Iterator[Event]:
        start: dict[str, Any] = message | {
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "stop_details": None,
        }
        if not fault.drop_usage:
            start["usage"] = usage | {"output_tokens": 1}
            start["usage"].pop("output_tokens_details", None)
        yield self.event({"type": "message_start", "message": start}), 0
        for index, block in enumerate(blocks):
            yield self.event({"type": "content_block_start", "index": index, "content_block": _opened(block)}), 0
            if index == 0:
                yield self.event({"type": "ping"}), 0
            for delta, weight in _deltas(block):
                yield self.event({"type": "content_block_delta", "index": index, "delta": delta}), weight
            yield self.event({"type": "content_block_stop", "index": index}), 0
        closing: dict[str, Any] = {"type": "message_delta", "delta": end}
        if not fault.drop_usage:
            closing["usage"] = {
                name: value
                for name, value in usage.items()
                if name not in ("cache_creation", "service_tier", "inference_geo")
            }
        yield self.event(closing), 0
        if not fault.no_done:
            yield self.event({"type": "message_stop"}), 0


def _request_id() -> str:
    return f"req_{secrets.token_hex(12)}"


def _input(text: str) -> Any:
    """The input of a tool as JSON; a text that is none stays a text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _whole(block: dict[str, Any]) -> dict[str, Any]:
    return block | {"input": _input(block["input"])} if block["type"] == "tool_use" else block


def _opened(block: dict[str, Any]) -> dict[str, Any]:
    """A block as its first event shows it: without what the deltas bring."""
    empty: dict[str, Any] = {"text": "", "thinking": "", "signature": "", "input": {}}
    return {name: empty.get(name, value) if name != "type" else value for name, value in block.items()}


def _deltas(block: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    if block["type"] == "text":
        for piece in pieces(block["text"]):
            yield {"type": "text_delta", "text": piece}, 1
    elif block["type"] == "thinking":
        for piece in pieces(block["thinking"]):
            yield {"type": "thinking_delta", "thinking": piece}, 1
        yield {"type": "signature_delta", "signature": block["signature"]}, 0
    elif block["type"] == "tool_use":
        yield {"type": "input_json_delta", "partial_json": ""}, 0
        for piece in pieces(block["input"]):
            yield {"type": "input_json_delta", "partial_json": piece}, 1


# --- reading requests -------------------------------------------------------------------------------------------------


def _question(body: dict[str, Any]) -> Question:
    """The question behind a request.

    Raises:
        Refused: It is not valid.
    """
    messages = _messages(body)
    read_number(body.get("temperature"), "temperature", 0, 1)
    read_number(body.get("top_p"), "top_p", 0, 1)
    read_number(body.get("top_k"), "top_k", 0, 1_000_000, whole=True)
    if body.get("max_tokens") is None:
        _refuse("max_tokens: Field required")
    read_number(body["max_tokens"], "max_tokens", 1, CONTEXT, whole=True)
    tools = _tools(body)
    choice = _tool_choice(body, tools)
    thinks = _thinks(body, choice)
    _check_turns(messages)
    if thinks:
        _check_thinking_first(messages)
    user = [message for message in messages if message["role"] == "user"]
    last: list[dict[str, Any]] = user[-1]["content"] if user and messages[-1]["role"] != "assistant" else []
    spoken = next((one["content"] for one in reversed(user) if _text(one["content"])), last)
    kinds = [block.get("type") for block in spoken]
    stops: Any = body.get("stop_sequences") or []
    if not is_array(stops) or not all(isinstance(stop, str) and stop.strip() for stop in stops):
        _refuse("stop_sequences: each stop sequence must contain non-whitespace")
    return Question(
        text=_text(spoken),
        images=kinds.count("image"),
        files=kinds.count("document") + kinds.count("container_upload"),
        tools=tools,
        tool_choice=choice,
        parallel=not inner(body, "tool_choice").get("disable_parallel_tool_use"),
        tool_results=[_text(block.get("content")) for block in last if block.get("type") == "tool_result"],
        schema=_schema(body),
        reasons=thinks,
        max_tokens=body["max_tokens"],
        stop=[str(stop) for stop in stops],
    )


def _messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The messages, those of one role in a row made one, their content made blocks."""
    messages = body.get("messages")
    if messages is None:
        _refuse("messages: Field required")
    if not is_array(messages):
        _refuse("messages: Input should be a valid list")
    if not messages:
        _refuse("messages: at least one message is required")
    merged: list[dict[str, Any]] = []
    for at, message in enumerate(messages):
        where = f"messages.{at}"
        if not is_object(message):
            _refuse(f"{where}: Input should be an object")
        role = message.get("role")
        if role not in ("user", "assistant", "system"):
            _refuse(f"{where}.role: Input should be 'user', 'assistant' or 'system'")
        if unknown := sorted(message.keys() - {"role", "content"}):
            _refuse(f"{where}.{unknown[0]}: Extra inputs are not permitted")
        content = message.get("content")
        if not isinstance(content, str) and not is_array(content):
            _refuse(f"{where}.content: Input should be a valid list")
        blocks = _blocks(content)
        if not blocks and at < len(messages) - 1:
            _refuse(
                f"{where}: all messages must have non-empty content except for the optional final assistant message"
            )
        for number, block in enumerate(blocks):
            _check_block(block, role, f"{where}.content.{number}")
        if merged and merged[-1]["role"] == role:
            merged[-1]["content"] += blocks
        else:
            merged.append({"role": role, "content": list(blocks)})
    return merged


def _check_block(block: dict[str, Any], role: str, where: str) -> None:
    kind = block.get("type")
    if not isinstance(kind, str):
        _refuse(f"{where}.type: Field required")
    if kind == "text":
        if not isinstance(block.get("text"), str):
            _refuse(f"{where}.text.text: Field required")
        if not block["text"]:
            _refuse("messages: text content blocks must be non-empty")
    elif kind in ("image", "document"):
        _check_source(block.get("source"), f"{where}.{kind}.source")
    elif kind in ("thinking", "redacted_thinking"):
        _check_thought(block, role, where)
    elif kind in ("tool_use", "tool_result"):
        _check_tool_block(block, role, where)
    elif kind not in _BLOCKS and not kind.endswith(("_tool_use", "_tool_result", "_use")) and kind != "compaction":
        _refuse(f"{where}: Input tag '{kind}' found using 'type' does not match any of the expected tags")


def _check_thought(block: dict[str, Any], role: str, where: str) -> None:
    if role != "assistant":
        _refuse(f"{where}: `{block['type']}` blocks may only be in `assistant` messages")
    if block["type"] == "redacted_thinking":
        if unwrap(block.get("data")) is None:
            _refuse(f"{where}: Invalid `data` in `redacted_thinking` block")
    else:
        for name in ("signature", "thinking"):
            if not isinstance(block.get(name), str):
                _refuse(f"{where}.thinking.{name}: Field required")
        thought = unwrap(block["signature"])
        if thought is None or block["thinking"] not in (thought, ""):
            _refuse(f"{where}: Invalid `signature` in `thinking` block")


def _check_tool_block(block: dict[str, Any], role: str, where: str) -> None:
    if block["type"] == "tool_use":
        if role != "assistant":
            _refuse(f"{where}: `tool_use` blocks can only be in `assistant` messages")
        if not isinstance(block.get("id"), str) or not _TOOL_ID.fullmatch(block["id"]):
            _refuse(f"{where}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'")
        if not is_object(block.get("input")):
            _refuse(f"{where}.tool_use.input: Input should be a valid dictionary")
    else:
        if role != "user":
            _refuse(f"{where}: `tool_result` blocks can only be in `user` messages")
        if not isinstance(block.get("tool_use_id"), str):
            _refuse(f"{where}.tool_result.tool_use_id: Field required")


def _check_source(source: Any, where: str) -> None:
    needed = {"base64": ("media_type", "data"), "url": ("url",), "file": ("file_id",), "text": ("data",)}
    if not is_object(source):
        _refuse(f"{where}: Field required")
    kind = source.get("type")
    if kind == "content":
        return
    if kind not in needed:
        _refuse(f"{where}: Input tag '{kind}' found using 'type' does not match any of the expected tags")
    for name in needed[kind]:
        if not isinstance(source.get(name), str):
            _refuse(f"{where}.{kind}.{name}: Field required")


def _ids(message: dict[str, Any], kind: str, name: str) -> list[str]:
    return [block[name] for block in message["content"] if block["type"] == kind]


def _check_turns(messages: list[dict[str, Any]]) -> None:
    """Every tool call is answered in the next message, and only what was called is answered."""
    for at, message in enumerate(messages):
        made = _ids(messages[at - 1], "tool_use", "id") if at else []
        answered = _ids(message, "tool_result", "tool_use_id")
        if stray := [one for one in answered if one not in made]:
            _refuse(
                f"messages.{at}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {', '.join(stray)}. "
                "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
            )
        if missing := [one for one in made if one not in answered]:
            _refuse(
                f"messages.{at - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                f"{', '.join(missing)}. Each `tool_use` block must have a corresponding `tool_result` block in the "
                "next message."
            )


def _check_thinking_first(messages: list[dict[str, Any]]) -> None:
    """The turn whose tools were just answered must come back with its thinking."""
    for at in range(len(messages) - 1, -1, -1):
        message = messages[at]
        kinds = [block["type"] for block in message["content"]]
        if message["role"] == "user" and "tool_result" not in kinds:
            return
        if message["role"] == "assistant" and "tool_use" in kinds:
            if kinds[0] not in ("thinking", "redacted_thinking"):
                _refuse(
                    f"messages.{at}.content.0.type: Expected `thinking` or `redacted_thinking`, but found "
                    f"`{kinds[0]}`. When `thinking` is enabled, a final `assistant` message must start with a thinking "
                    "block (preceeding the lastmost set of `tool_use` and `tool_result` blocks)."
                )
            return


def _tools(body: dict[str, Any]) -> list[Tool]:
    tools = body.get("tools")
    if tools is not None and not is_array(tools):
        _refuse("tools: Input should be a valid list")
    found: list[Tool] = []
    for at, tool in enumerate(objects(tools)):
        if tool.get("type", "custom") != "custom":
            continue
        if not isinstance(tool.get("name"), str) or not re.fullmatch(r"[a-zA-Z0-9_-]{1,128}", tool["name"]):
            _refuse(f"tools.{at}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'")
        schema = tool.get("input_schema")
        if not is_object(schema):
            _refuse(f"tools.{at}.custom.input_schema: Field required")
        if schema.get("type") != "object":
            _refuse(f"tools.{at}.custom.input_schema.type: Input should be 'object'")
        found.append(Tool(tool["name"], tool.get("description") or "", schema))
    return found


def _tool_choice(body: dict[str, Any], tools: list[Tool]) -> str | tuple[str]:
    choice: Any = body.get("tool_choice")
    if choice is None:
        return "auto"
    kind = choice.get("type") if is_object(choice) else None
    if kind not in ("auto", "any", "tool", "none"):
        _refuse("tool_choice: Input tag does not match any of the expected tags: 'auto', 'any', 'tool', 'none'")
    if kind != "none" and not body.get("tools"):
        _refuse("tool_choice: tool_choice may only be specified while providing tools")
    if kind == "tool":
        if choice.get("name") not in [tool.name for tool in tools]:
            _refuse(f"tool_choice.tool.name: Tool '{choice.get('name')}' not found in provided tools")
        return (choice["name"],)
    return {"auto": "auto", "any": "required"}.get(kind, "none")


def _thinks(body: dict[str, Any], choice: str | tuple[str]) -> bool:
    thinking: Any = body.get("thinking")
    if thinking is None:
        return False
    kind = thinking.get("type") if is_object(thinking) else None
    if kind == "disabled":
        return False
    if kind not in ("enabled", "adaptive", "between_tools"):
        _refuse("thinking: Input tag does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'")
    if kind == "enabled":
        budget = thinking.get("budget_tokens")
        if budget is None:
            _refuse("thinking.enabled.budget_tokens: Field required")
        if not isinstance(budget, int) or budget < _LEAST_BUDGET:
            _refuse(f"thinking.enabled.budget_tokens: Input should be greater than or equal to {_LEAST_BUDGET}")
        if body["max_tokens"] <= budget:
            _refuse("`max_tokens` must be greater than `thinking.budget_tokens`.")
    if body.get("temperature") not in (None, 1):
        _refuse("`temperature` may only be set to 1 when thinking is enabled.")
    if body.get("top_k") is not None:
        _refuse("`top_k` must be unset when thinking is enabled.")
    if choice not in ("auto", "none"):
        _refuse("Thinking may not be enabled when tool_choice forces tool use.")
    return True


def _schema(body: dict[str, Any]) -> Mapping[str, Any] | None:
    config: Any = body.get("output_config") or {}
    form: Any = (config.get("format") if is_object(config) else None) or body.get("output_format")
    if form is None:
        return None
    if not is_object(form) or form.get("type") != "json_schema" or not is_object(form.get("schema")):
        _refuse("output_config.format: Input should be {'type': 'json_schema', 'schema': {...}}")
    return inner(form, "schema")


def _tokens(body: dict[str, Any]) -> int:
    """Tokens of a prompt, tools and results included."""
    texts = [_text(body.get("system"))]
    media = 0
    messages = objects(body.get("messages"))
    for message in messages:
        for block in _blocks(message.get("content")):
            kind = block.get("type")
            media += kind in ("image", "document")
            if kind == "tool_use":
                texts.append(json.dumps(block.get("input")))
            elif kind == "tool_result":
                texts.append(_text(block.get("content")))
            else:
                texts.append(str(block.get("text") or block.get("thinking") or ""))
    if body.get("tools"):
        texts.append(json.dumps(body["tools"]))
    return prompt_tokens(len(messages), texts, media)
