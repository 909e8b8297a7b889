"""The OpenAI Responses API as the embedded provider speaks it.

See https://platform.openai.com/docs/api-reference/responses. Endpoints, with and without the leading `/v1`::

    POST   /v1/responses                  JSON, or with `stream` events from response.created to response.completed
    POST   /v1/responses/input_tokens     how many tokens an input has
    GET    /v1/responses/X                a stored response, and its input below /input_items
    DELETE /v1/responses/X                forget it
    GET    /v1/responses                  as a WebSocket: one `response.create` after another, the events of each

Reasoning items come with `encrypted_content` when that is asked for; one that was changed is refused, and so are a
function call without the reasoning that led to it and items that were not stored.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import attrs

from .answers import Question, Tool, pieces
from .delivery import Call, Event, Reply
from .family import (
    CONTEXT,
    REASONER,
    Refused,
    encoded,
    fault_of,
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
from .openai_chat import OpenAIChat, logprob_of
from .openai_chat_request import error_object, known_model, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .delivery import Socket
    from .family import Talk
    from .script import Fault, Pace, Script

__all__ = ["OpenAIResponses"]

_FIELDS = frozenset(
    [
        *("access_programs", "background", "context_management", "conversation", "image", "include", "input"),
        *("instructions", "max_output_tokens", "max_tool_calls", "metadata", "model", "moderation"),
        *("parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_options"),
        *("prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "stream"),
        *("stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation"),
        *("user", "verbosity"),
    ]
)
_CALLS = {"function_call": "function_call_output", "custom_tool_call": "custom_tool_call_output"}
_MOST_STORED = 1000
_LEAST_TOKENS = 16


@attrs.frozen(eq=False)
class _Stored:
    """A response that was stored, with the conversation that led to it."""

    response: dict[str, Any]
    input: list[dict[str, Any]]


def _content_text(content: Any) -> str:
    if isinstance(content, str):
        return content
    kinds = ("input_text", "output_text", "text", "summary_text")
    return "\n".join(str(part.get("text", "")) for part in objects(content) if part.get("type") in kinds)


def _is_message(item: dict[str, Any]) -> bool:
    kind: Any = item.get("type", "message")
    return bool(kind == "message")


class OpenAIResponses(OpenAIChat):
    """Turns a `Call` into a `Reply`; remembers the newest responses that may be stored."""

    def __init__(self, more_models: tuple[str, ...] = ()) -> None:
        super().__init__(more_models)
        self._stored: dict[str, _Stored] = {}
        self._items: dict[str, dict[str, Any]] = {}
        # Which reasoning item a function call needs beside it.
        self._reasons_for: dict[str, str] = {}

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours."""
        path = path.removeprefix("/v1")
        return path == "/responses" or path.startswith("/responses/")

    def event(self, value: Mapping[str, Any]) -> bytes:
        """An event that is named like the type of its payload."""
        name = value.get("type")
        head = f"event: {name}\n".encode() if isinstance(name, str) else b""
        return head + super().event(value)

    def error_event(self, fault: Fault) -> bytes:
        """An error inside a stream has its own shape."""
        if fault.body is not None:
            return super().error_event(fault)
        error = error_object(fault.status or 500, fault.message, fault.type, fault.code, None)
        code = error["code"] or error["type"]
        return self.event({"type": "error", "code": code, "message": error["message"], "param": None})

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        path = call.path.removeprefix("/v1").removeprefix("/responses").strip("/")
        if not path and call.method == "GET" and "websocket" in call.headers.get("Upgrade", "").lower():

            async def session(socket: Socket, pace: Pace) -> None:
                await self._talk(socket, pace, call, script)

            return Reply(session=session), fault_of(None, asked)
        if path in ("", "input_tokens"):
            if call.method != "POST":
                raise Refused(405, f"Not allowed to {call.method} on {call.path}.")
            return self._create(call, script, asked) if not path else self._count(call, script, asked)
        return self.aside(script, asked, "", {}, lambda: self._kept(call.method, path))

    def _kept(self, method: str, path: str) -> dict[str, Any]:
        name, _, rest = path.partition("/")
        stored = self._stored.get(name)
        if stored is None:
            raise Refused(404, f"Response with id '{name}' not found.", param="id")
        if method == "DELETE" and not rest:
            del self._stored[name]
            return {"id": name, "object": "response", "deleted": True}
        if method == "GET" and not rest:
            return stored.response
        if method == "GET" and rest == "input_items":
            ids = [str(item.get("id", "")) for item in stored.input]
            ends = {"first_id": ids[0], "last_id": ids[-1]} if ids else {"first_id": None, "last_id": None}
            return {"object": "list", "data": stored.input, "has_more": False, **ends}
        raise Refused(405, f"Not allowed to {method} on /responses/{path}.")

    def _count(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        items = self._conversation(call.body)
        question = _question(call.body, items, reasons=False)
        counted = {"object": "response.input_tokens", "input_tokens": _tokens(call.body, items)}
        return self.aside(script, asked, question.text, call.body, lambda: counted)

    # --- a response ---

    def _create(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=False)
        _check(body)
        items = self._conversation(body)
        self._check_items(items)
        effort = inner(body, "reasoning").get("effort")
        reasons = effort != "none" and (model == REASONER or effort is not None)
        question = _question(body, items, reasons=reasons)
        tokens = _tokens(body, items)
        if tokens > CONTEXT:
            refuse(
                "Your input exceeds the context window of this model. Please adjust your input and try again.",
                "input",
                "context_length_exceeded",
            )
        streams = bool(body.get("stream"))
        talk = self.talk(question, body, script, asked, streams=streams)
        if talk.raw is not None:
            return talk.raw, talk.fault
        output = self._said(talk, body)
        response = self._response(body, model, talk, output, tokens)
        if body.get("store") is not False:
            self._store(response, items)
        if talk.fault.drop_usage:
            response = response | {"usage": None}
        if streams:
            return self.streamed(self._events(response, talk.fault)), talk.fault
        return Reply(body=encoded(response), tokens=tokens_of(talk.answer)), talk.fault

    def _said(self, talk: Talk, body: dict[str, Any]) -> list[dict[str, Any]]:
        """The items of an answer."""
        answer = talk.answer
        status = "incomplete" if finish_of(answer) in ("length", "content_filter") else "completed"
        output: list[dict[str, Any]] = []
        if answer.reasoning is not None:
            item: dict[str, Any] = {"id": f"rs_{next(self._numbers):024x}", "type": "reasoning", "summary": []}
            if inner(body, "reasoning").get("summary") or inner(body, "reasoning").get("generate_summary"):
                item["summary"] = [{"type": "summary_text", "text": answer.reasoning}]
            if "reasoning.encrypted_content" in (body.get("include") or ()):
                item["encrypted_content"] = wrap(answer.reasoning)
            output.append(item)
        if answer.text is not None or answer.refusal is not None:
            content: list[dict[str, Any]] = []
            if answer.text is not None:
                content.append({"type": "output_text", "text": answer.text, "annotations": [], "logprobs": []})
                if "message.output_text.logprobs" in (body.get("include") or ()):
                    top = int(body.get("top_logprobs") or 0)
                    content[-1]["logprobs"] = [logprob_of(piece, top) for piece in pieces(answer.text)]
            if answer.refusal is not None:
                content.append({"type": "refusal", "refusal": answer.refusal})
            message = {"id": f"msg_{next(self._numbers):024x}", "type": "message", "status": status}
            output.append(message | {"role": "assistant", "content": content})
        for call in answer.tool_calls:
            number = next(self._numbers)
            item = {"id": f"fc_{number:024x}", "type": "function_call", "status": status, "name": call.name}
            item |= {"call_id": call.id or f"call_{number:016x}", "arguments": call.arguments_text}
            output.append(item)
            if answer.reasoning is not None:
                self._reasons_for[item["id"]] = output[0]["id"]
        return output

    def _response(
        self, body: dict[str, Any], model: str, talk: Talk, output: list[dict[str, Any]], tokens: int
    ) -> dict[str, Any]:
        finish = finish_of(talk.answer)
        reason = {"length": "max_output_tokens", "content_filter": "content_filter"}.get(finish)
        spent = tokens_of(talk.answer)
        usage: dict[str, Any] = talk.usage or {
            "input_tokens": tokens,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": spent,
            "output_tokens_details": {"reasoning_tokens": len(pieces(talk.answer.reasoning or ""))},
            "total_tokens": tokens + spent,
        }
        now = int(time.time())
        return {
            "id": f"resp_{next(self._numbers):024x}",
            "object": "response",
            "created_at": now,
            "completed_at": now,
            "status": "completed" if reason is None else "incomplete",
            "background": False,
            "error": None,
            "incomplete_details": None if reason is None else {"reason": reason},
            "instructions": body.get("instructions"),
            "max_output_tokens": body.get("max_output_tokens"),
            "metadata": body.get("metadata") or {},
            "model": model,
            "output": output,
            "parallel_tool_calls": body.get("parallel_tool_calls") is not False,
            "previous_response_id": body.get("previous_response_id"),
            "reasoning": {"effort": None, "summary": None} | inner(body, "reasoning"),
            "service_tier": "default",
            "store": body.get("store") is not False,
            "temperature": body.get("temperature", 1.0),
            "text": {"format": {"type": "text"}} | inner(body, "text"),
            "tool_choice": body.get("tool_choice") or "auto",
            "tools": body.get("tools") or [],
            "top_logprobs": body.get("top_logprobs") or 0,
            "top_p": body.get("top_p", 1.0),
            "truncation": body.get("truncation") or "disabled",
            "usage": usage,
            "user": body.get("user"),
        }

    # --- over a WebSocket ---

    async def _talk(self, socket: Socket, pace: Pace, call: Call, script: Script) -> None:
        while (message := await socket.receive()) is not None:
            try:
                body = _created(message)
                reply, fault = self._create(Call("POST", call.path, call.headers, body), script, None)
                if fault.status is not None and fault.status >= 300:
                    text = fault.message or self.error_message(fault.status)
                    raise Refused(fault.status, text, kind=fault.type, code=fault.code)
            except Refused as refused:
                error = error_object(refused.status, str(refused), refused.kind, refused.code, refused.param)
                await socket.send(encoded({"type": "error", "status": refused.status, "error": error}).decode())
                continue
            begun, tokens = asyncio.get_running_loop().time(), 0
            for number, (event, weight) in enumerate(reply.events or ()):
                if number == fault.cut_after_chunks:
                    socket.cut()
                    return
                if weight:
                    await asyncio.sleep(max(0.0, begun + pace.at(tokens) - asyncio.get_running_loop().time()))
                    tokens += weight
                await socket.send(event.partition(b"data: ")[2].decode().rstrip())

    # --- events ---

    def _events(self, response: dict[str, Any], fault: Fault) -> Iterator[Event]:
        number = 0
        for event, weight in _progress(response):
            if fault.no_done and event["type"] == f"response.{response['status']}":
                continue
            yield self.event(event | {"sequence_number": number}), weight
            number += 1

    # --- what is kept ---

    def _store(self, response: dict[str, Any], items: list[dict[str, Any]]) -> None:
        if len(self._stored) >= _MOST_STORED:
            oldest = self._stored.pop(next(iter(self._stored)))
            for item in oldest.response["output"]:
                self._items.pop(item["id"], None)
                self._reasons_for.pop(item["id"], None)
        self._stored[response["id"]] = _Stored(response, items)
        for item in response["output"]:
            self._items[item["id"]] = item

    def _conversation(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """The items of a request behind those of the response that it continues."""
        given = body.get("input")
        if given is None and body.get("previous_response_id") is None and body.get("prompt") is None:
            refuse("Missing required parameter: 'input'.", "input", "missing_required_parameter")
        if isinstance(given, str):
            given = [{"type": "message", "role": "user", "content": given}]
        if given is not None and not is_array(given):
            refuse("Invalid type for 'input': expected a string or an array.", "input", "invalid_type")
        items: list[dict[str, Any]] = []
        if previous := body.get("previous_response_id"):
            stored = self._stored.get(previous)
            if stored is None:
                refuse(
                    f"Previous response with id '{previous}' not found.",
                    "previous_response_id",
                    "previous_response_not_found",
                )
            items += [*stored.input, *stored.response["output"]]
        for at, item in enumerate(given or ()):
            if not is_object(item):
                refuse(f"Invalid type for 'input[{at}]': expected an object.", f"input[{at}]", "invalid_type")
            if item.get("type") == "item_reference" or (item.keys() == {"id"}):
                items.append(self._referred(item.get("id")))
            else:
                items.append(item)
        return items

    def _referred(self, name: Any) -> dict[str, Any]:
        item = self._items.get(name) if isinstance(name, str) else None
        if item is None:
            raise Refused(
                404,
                f"Item with id '{name}' not found. Items are not persisted when `store` is set to false. Try again "
                "with `store` set to true, or remove this item from your input.",
                param="input",
            )
        return item

    def _check_items(self, items: list[dict[str, Any]]) -> None:
        """Every item is complete, and those that belong together are together."""
        called: dict[str, bool] = {}
        present = {item.get("id") for item in items if item.get("type") == "reasoning"}
        for at, item in enumerate(items):
            where, kind = f"input[{at}]", item.get("type", "message")
            if _is_message(item):
                _check_message(item, where)
            elif kind == "reasoning":
                self._check_reasoning(items, at)
            elif kind in _CALLS:
                for name in ("call_id", "name", "arguments" if kind == "function_call" else "input"):
                    if not isinstance(item.get(name), str):
                        refuse(f"Missing required parameter: '{where}.{name}'.", f"{where}.{name}")
                needed = self._reasons_for.get(item.get("id") or "")
                if needed is not None and needed not in present:
                    refuse(
                        f"Item '{item['id']}' of type '{kind}' was provided without its required 'reasoning' item: "
                        f"'{needed}'.",
                        "input",
                    )
                called[item["call_id"]] = False
            elif kind in _CALLS.values():
                if item.get("call_id") not in called:
                    refuse(f"No tool call found for function call output with call_id {item.get('call_id')}.", "input")
                if not isinstance(item.get("output"), str) and not is_array(item.get("output")):
                    refuse(f"Missing required parameter: '{where}.output'.", f"{where}.output")
                called[item["call_id"]] = True
        if unanswered := [name for name, answered in called.items() if not answered]:
            refuse(f"No tool output found for function call {unanswered[0]}.", "input")

    def _check_reasoning(self, items: list[dict[str, Any]], at: int) -> None:
        item, where = items[at], f"input[{at}]"
        if not is_array(item.get("summary")):
            refuse(f"Missing required parameter: '{where}.summary'.", f"{where}.summary", "missing_required_parameter")
        if item.get("encrypted_content") is not None:
            thought = unwrap(item["encrypted_content"])
            shown = _content_text(item["summary"])
            if thought is None or shown not in (thought, ""):
                refuse(
                    f"The encrypted content for item {item.get('id')} could not be verified.",
                    None,
                    "invalid_encrypted_content",
                )
        elif item.get("id") not in self._items:
            self._referred(item.get("id"))
        behind = items[at + 1] if at + 1 < len(items) else {}
        if not behind or (_is_message(behind) and behind.get("role") != "assistant"):
            refuse(
                f"Item '{item.get('id')}' of type 'reasoning' was provided without its required following item.",
                "input",
            )


# --- events of a response ---------------------------------------------------------------------------------------------


def _progress(response: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """The events that build a response: (event, tokens)."""
    opened: dict[str, Any] = response | {"status": "in_progress", "output": [], "usage": None, "completed_at": None}
    opened["incomplete_details"] = None
    for name in ("created", "in_progress"):
        yield {"type": f"response.{name}", "response": opened}, 0
    for index, item in enumerate(response["output"]):
        steps = {"reasoning": _reasoning, "message": _message}.get(item["type"], _function_call)
        for event, weight in steps(item):
            yield {"output_index": index} | event, weight
    yield {"type": f"response.{response['status']}", "response": response}, 0


def _reasoning(item: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    yield {"type": "response.output_item.added", "item": item | {"summary": []}}, 0
    for index, part in enumerate(item["summary"]):
        here = {"item_id": item["id"], "summary_index": index}
        name = "response.reasoning_summary"
        yield {"type": f"{name}_part.added", "part": part | {"text": ""}, **here}, 0
        for piece in pieces(part["text"]):
            yield {"type": f"{name}_text.delta", "delta": piece, **here}, 1
        yield {"type": f"{name}_text.done", "text": part["text"], **here}, 0
        yield {"type": f"{name}_part.done", "part": part, **here}, 0
    yield {"type": "response.output_item.done", "item": item}, 0


def _message(item: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    yield {"type": "response.output_item.added", "item": item | {"status": "in_progress", "content": []}}, 0
    for index, part in enumerate(item["content"]):
        here = {"item_id": item["id"], "content_index": index}
        field, name = ("text", "output_text") if part["type"] == "output_text" else ("refusal", "refusal")
        empty = part | {field: ""} | ({"logprobs": []} if field == "text" else {})
        yield {"type": "response.content_part.added", "part": empty, **here}, 0
        sure: list[Any] = part.get("logprobs") or []
        for number, piece in enumerate(pieces(part[field])):
            more = {"logprobs": sure[number : number + 1]} if field == "text" else {}
            yield {"type": f"response.{name}.delta", "delta": piece, **more, **here}, 1
        done = {field: part[field]} | ({"logprobs": sure} if field == "text" else {})
        yield {"type": f"response.{name}.done", **done, **here}, 0
        yield {"type": "response.content_part.done", "part": part, **here}, 0
    yield {"type": "response.output_item.done", "item": item}, 0


def _function_call(item: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    name, here = "response.function_call_arguments", {"item_id": item["id"]}
    yield {"type": "response.output_item.added", "item": item | {"status": "in_progress", "arguments": ""}}, 0
    for piece in pieces(item["arguments"]):
        yield {"type": f"{name}.delta", "delta": piece, **here}, 1
    yield {"type": f"{name}.done", "arguments": item["arguments"], "name": item["name"], **here}, 0
    yield {"type": "response.output_item.done", "item": item}, 0


def _created(message: str | bytes) -> dict[str, Any]:
    """The body that a `response.create` stands for."""
    try:
        event: Any = json.loads(message)
    except ValueError:
        raise Refused(400, "The message is not JSON.", code="invalid_json") from None
    kind = event.get("type") if is_object(event) else None
    if kind != "response.create":
        raise Refused(400, f"Invalid value: '{kind}'.", param="type", code="invalid_value")
    return {**{name: value for name, value in event.items() if name not in ("type", "stream_id")}, "stream": True}


# --- reading requests -------------------------------------------------------------------------------------------------


def _check(body: dict[str, Any]) -> None:
    if unknown := sorted(body.keys() - _FIELDS):
        refuse(f"Unknown parameter: '{unknown[0]}'.", unknown[0], "unknown_parameter")
    read_number(body.get("temperature"), "temperature", 0, 2)
    read_number(body.get("top_p"), "top_p", 0, 1)
    read_number(body.get("top_logprobs"), "top_logprobs", 0, 20, whole=True)
    most = body.get("max_output_tokens")
    if most is not None and (not isinstance(most, int) or most < _LEAST_TOKENS):
        refuse(
            f"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= {_LEAST_TOKENS}.",
            "max_output_tokens",
            "integer_below_min_value",
        )


def _check_message(item: dict[str, Any], where: str) -> None:
    role, content = item.get("role"), item.get("content")
    if role not in ("user", "assistant", "system", "developer"):
        refuse(f"Invalid value: '{role}' for '{where}.role'.", f"{where}.role", "invalid_value")
    if isinstance(content, str):
        return
    if not is_array(content):
        refuse(f"Invalid type for '{where}.content'.", f"{where}.content", "invalid_type")
    allowed = ("output_text", "refusal") if role == "assistant" else ("input_text", "input_image", "input_file")
    for number, part in enumerate(content):
        kind = part.get("type") if is_object(part) else None
        if kind not in (*allowed, "input_audio"):
            listed = ", ".join(f"'{one}'" for one in allowed)
            here = f"{where}.content[{number}]"
            refuse(f"Invalid value: '{kind}'. Supported values are: {listed}.", here, "invalid_value")


def _question(body: dict[str, Any], items: list[dict[str, Any]], *, reasons: bool) -> Question:
    """The question behind a request."""
    users = [item for item in items if _is_message(item) and item.get("role") == "user"]
    content: Any = users[-1].get("content") if users else ""
    kinds = [part.get("type") for part in objects(content)]
    results: list[str] = []
    for item in reversed(items):
        if item.get("type") not in _CALLS.values():
            break
        results.insert(0, _content_text(item.get("output")))
    tools = _tools(body)
    return Question(
        text=_content_text(content),
        images=kinds.count("input_image"),
        files=kinds.count("input_file"),
        sounds=kinds.count("input_audio"),
        tools=tools,
        tool_choice=_tool_choice(body, tools),
        parallel=body.get("parallel_tool_calls") is not False,
        tool_results=results,
        schema=_schema(body),
        reasons=reasons,
        max_tokens=body.get("max_output_tokens"),
    )


def _tools(body: dict[str, Any]) -> list[Tool]:
    found: list[Tool] = []
    for at, tool in enumerate(objects(body.get("tools"))):
        if tool.get("type") is None:
            refuse(f"Missing required parameter: 'tools[{at}].type'.", f"tools[{at}].type")
        if tool["type"] == "function":
            if not isinstance(tool.get("name"), str):
                refuse(f"Missing required parameter: 'tools[{at}].name'.", f"tools[{at}].name")
            found.append(Tool(tool["name"], tool.get("description") or "", inner(tool, "parameters")))
    return found


def _tool_choice(body: dict[str, Any], tools: list[Tool]) -> str | tuple[str]:
    choice: Any = body.get("tool_choice") or "auto"
    if isinstance(choice, str) and choice in ("auto", "none", "required"):
        return choice
    chosen = inner(body, "tool_choice")
    kind = chosen.get("type")
    if kind == "function":
        if chosen.get("name") in [tool.name for tool in tools]:
            return (chosen["name"],)
        refuse(f"Tool choice 'function' not found in 'tools' parameter: {chosen.get('name')!r}.", "tool_choice")
    if kind == "allowed_tools":
        return "required" if chosen.get("mode") == "required" else "auto"
    if kind is None:
        refuse(f"Invalid value for 'tool_choice': {choice!r}.", "tool_choice", "invalid_value")
    return "auto"


def _schema(body: dict[str, Any]) -> Mapping[str, Any] | None:
    form = inner(body, "text", "format")
    kind = form.get("type", "text")
    if kind == "text":
        return None
    if kind == "json_object":
        return {}
    if kind != "json_schema":
        refuse(f"Invalid value: '{kind}'.", "text.format.type", "invalid_value")
    for name in ("name", "schema"):
        if not form.get(name):
            refuse(f"Missing required parameter: 'text.format.{name}'.", f"text.format.{name}")
    return inner(form, "schema")


def _tokens(body: dict[str, Any], items: list[dict[str, Any]]) -> int:
    texts = [str(body.get("instructions") or "")]
    media = 0
    for item in items:
        texts.append(_content_text(item.get("content") if _is_message(item) else item.get("output")))
        texts.append(str(item.get("arguments") or ""))
        media += sum(part.get("type") in ("input_image", "input_file") for part in objects(item.get("content")))
    if body.get("tools"):
        texts.append(json.dumps(body["tools"]))
    return prompt_tokens(len(items), texts, media)
