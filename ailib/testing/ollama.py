"""Ollama's own API as the embedded provider speaks it: JSON, and streams of one JSON object a line.

See https://docs.ollama.com/api. Endpoints::

    POST /api/chat, /api/generate      lines until `"done": true`, or with `"stream": false` one object
    POST /api/embed, /api/embeddings   vectors; the second is the older form
    GET  /api/tags, /api/ps            the models; those that are loaded
    POST /api/show                     one model
    GET  /api/version

Errors are `{"error": "message"}`, inside a stream too. Streaming is what happens when nothing is said about it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from .answers import Question, Tool, pieces
from .delivery import Call, Event, Reply
from .family import (
    CONTEXT,
    EMBEDDER,
    REASONER,
    BaseFamily,
    Refused,
    encoded,
    finish_of,
    inner,
    objects,
    prompt_tokens,
    raw_body,
    tokens_of,
)
from .json_shapes import is_array, is_integer, is_object
from .openai_chat import logprob_of
from .vectors import DIMENSIONS, vector_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .family import Talk
    from .script import Answer, Chunk, Fault, Script

__all__ = ["Ollama"]

_MESSAGES = {401: "unauthorized", 404: "not found", 500: "llama runner process has terminated", 503: "server busy"}
_VERSION = "0.13.0"
_BORN = "2026-01-01T00:00:00Z"


def _refuse(message: str) -> NoReturn:
    raise Refused(400, message)


class Ollama(BaseFamily):
    """Turns a `Call` into a `Reply`; keeps nothing but a counter for its ids."""

    stream_type: ClassVar[str] = "application/x-ndjson"

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours."""
        return path.startswith("/api/")

    def error(self, status: int, message: str, kind: str | None, code: str | None, param: str | None) -> Any:  # noqa: ARG002 - a text is all it has
        """`{"error": "message"}`."""
        return {"error": message}

    def error_message(self, status: int) -> str:
        """Ollama's words."""
        return _MESSAGES.get(status) or super().error_message(status)

    def event(self, value: Mapping[str, Any]) -> bytes:
        """One line."""
        return encoded(value) + b"\n"

    def error_event(self, fault: Fault) -> bytes:
        """A line that is an error."""
        return super().error_event(fault) if fault.body is None else raw_body(fault.body) + b"\n"

    def scripted_event(self, chunk: Chunk) -> bytes:
        """A text is a line."""
        return f"{chunk}\n".encode() if isinstance(chunk, str) else super().scripted_event(chunk)

    def heartbeat(self, name: str | None) -> bytes:
        """An empty line, or one that tells of something else."""
        return b"\n" if name is None else self.event({"status": name})

    def broken(self, event: bytes) -> bytes:
        """Half a line."""
        return event[: max(2, len(event) // 2)].rstrip() + b"\n"

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        path = call.path.removeprefix("/api").rstrip("/")
        gets: dict[str, Callable[[], Any]] = {
            "/tags": lambda: {"models": [self._listed(name) for name in self.model_names()]},
            "/ps": lambda: {"models": []},
            "/version": lambda: {"version": _VERSION},
        }
        if path in gets:
            if call.method != "GET":
                raise Refused(405, "405 method not allowed")
            return self.aside(script, asked, "", {}, gets[path])
        posts = {"/show": self._show, "/embed": self._embed, "/embeddings": self._embeddings}
        if path in ("/chat", "/generate") or path in posts:
            if call.method != "POST":
                raise Refused(405, "405 method not allowed")
            if path in posts:
                text, said = posts[path](call.body)
                return self.aside(script, asked, text, call.body, lambda: said)
            return self._speak(call.body, script, asked, chats=path == "/chat")
        raise Refused(404, "404 page not found")

    # --- models ---

    def _model(self, body: dict[str, Any], what: str = "chat") -> str:
        """The model of a request, without its tag; it must be able to do `what`."""
        given = body.get("model") or body.get("name")
        if not isinstance(given, str) or not given:
            _refuse("model is required")
        name = given.removesuffix(":latest")
        if name not in self.model_names():
            raise Refused(404, f"model '{given}' not found")
        if name == EMBEDDER and what in ("chat", "generate"):
            # The others also embed, as any model does at Ollama.
            _refuse(f'"{given}" does not support {what}')
        return name

    def _listed(self, name: str) -> dict[str, Any]:
        return {
            "name": f"{name}:latest",
            "model": f"{name}:latest",
            "modified_at": _BORN,
            "size": 1_000_000,
            "digest": hashlib.sha256(name.encode()).hexdigest(),
            "details": _details(),
        }

    def _show(self, body: dict[str, Any]) -> tuple[str, Any]:
        name = self._model(body, "show")
        able = ["embedding"] if name == EMBEDDER else ["completion", "tools", "vision"]
        return "", {
            "modelfile": f"FROM {name}",
            "parameters": "temperature 1",
            "template": "{{ .Prompt }}",
            "details": _details(),
            "model_info": {
                "general.architecture": "embedded",
                "general.parameter_count": 1,
                "embedded.context_length": CONTEXT,
                "embedded.embedding_length": DIMENSIONS,
            },
            "capabilities": [*able, "thinking"] if name == REASONER else able,
            "modified_at": _BORN,
        }

    # --- vectors ---

    def _embed(self, body: dict[str, Any]) -> tuple[str, Any]:
        self._model(body, "embed")
        given = body.get("input")
        texts: list[Any] = given if is_array(given) else [given]
        if not all(isinstance(text, str) for text in texts):
            _refuse("invalid input type")
        size = body.get("dimensions") or DIMENSIONS
        if not is_integer(size) or not 1 <= size <= 4096:
            _refuse("invalid dimensions")
        return (texts[-1] if texts else ""), {
            "model": body["model"],
            "embeddings": [vector_of(text, size).tolist() for text in texts if text],
            "total_duration": 1_000_000,
            "load_duration": 1000,
            "prompt_eval_count": sum(len(pieces(text)) for text in texts),
        }

    def _embeddings(self, body: dict[str, Any]) -> tuple[str, Any]:
        self._model(body, "embed")
        text = str(body.get("prompt") or "")
        return text, {"embedding": vector_of(text).tolist() if text else []}

    # --- words ---

    def _speak(self, body: dict[str, Any], script: Script, asked: Fault | None, *, chats: bool) -> tuple[Reply, Fault]:
        name = self._model(body, "chat" if chats else "generate")
        think = body.get("think")
        if think not in (None, True, False, "low", "medium", "high", "max"):
            _refuse(f'invalid think value: "{think}" (must be "high", "medium", "low", true, or false)')
        if think and name != REASONER and name not in self._more_models:
            _refuse(f'"{body["model"]}" does not support thinking')
        messages = _messages(body) if chats else _prompt(body)
        streams = body.get("stream") is not False
        question = _question(body, messages, reasons=bool(think) or (name == REASONER and think is None))
        if not messages:
            idle: dict[str, Any] = {"done_reason": "load", "done": True}
            document = self._head(body) | _said("", chats=chats) | idle
            talk = self.talk(question, body, script, asked, streams=streams)
            if streams:
                return self.streamed([(self.event(document), 0)]), talk.fault
            return Reply(body=encoded(document)), talk.fault
        talk = self.talk(question, body, script, asked, streams=streams)
        if talk.raw is not None:
            return talk.raw, talk.fault
        tokens = prompt_tokens(
            len(messages), [_text_of(one) for one in messages], sum(_images(one) for one in messages)
        )
        end = self._end(talk, tokens)
        if streams:
            return self.streamed(self._lines(body, talk, end, chats=chats)), talk.fault
        document = self._head(body) | _said((talk.answer.text or "") + (talk.answer.refusal or ""), chats=chats)
        target = document["message"] if chats else document
        if talk.answer.reasoning is not None:
            target["thinking"] = talk.answer.reasoning
        if talk.answer.tool_calls:
            target["tool_calls"] = self._calls(talk.answer)
        if body.get("logprobs"):
            document["logprobs"] = _logprobs(body, talk.answer.text or "")
        return Reply(body=encoded(document | end), tokens=tokens_of(talk.answer)), talk.fault

    def _head(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"model": body["model"], "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z")}

    def _end(self, talk: Talk, tokens: int) -> dict[str, Any]:
        finish = finish_of(talk.answer)
        spent = tokens_of(talk.answer)
        usage: dict[str, Any] = talk.usage or {
            "total_duration": 2_000_000 + 1000 * spent,
            "load_duration": 1_000_000,
            "prompt_eval_count": tokens,
            "prompt_eval_duration": 1_000_000,
            "eval_count": spent,
            "eval_duration": 1000 * spent,
        }
        reason = {"tool_calls": "stop"}.get(finish, finish)
        return {"done_reason": reason, "done": True} | ({} if talk.fault.drop_usage else usage)

    def _calls(self, answer: Answer) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []
        for index, call in enumerate(answer.tool_calls):
            function = {"index": index, "name": call.name, "arguments": _args(call.arguments_text)}
            calls.append({"id": call.id or f"call_{next(self._numbers):08x}", "function": function})
        return calls

    def _lines(self, body: dict[str, Any], talk: Talk, end: dict[str, Any], *, chats: bool) -> Iterator[Event]:
        answer = talk.answer

        def line(text: str, **more: Any) -> dict[str, Any]:
            said = _said(text, chats=chats)
            (said["message"] if chats else said).update(more)
            return self._head(body) | said

        for piece in pieces(answer.reasoning or ""):
            yield self.event(line("", thinking=piece) | {"done": False}), 1
        for piece in pieces((answer.text or "") + (answer.refusal or "")):
            sure = {"logprobs": _logprobs(body, piece)} if body.get("logprobs") else {}
            yield self.event(line(piece) | {"done": False} | sure), 1
        for call in self._calls(answer):
            weight = 1 + len(pieces(json.dumps(call["function"]["arguments"])))
            yield self.event(line("", tool_calls=[call]) | {"done": False}), weight
        if not talk.fault.no_done:
            yield self.event(line("") | end), 0


def _details() -> dict[str, Any]:
    return {
        "parent_model": "",
        "format": "gguf",
        "family": "embedded",
        "families": ["embedded"],
        "parameter_size": "1B",
        "quantization_level": "F16",
    }


def _said(text: str, *, chats: bool) -> dict[str, Any]:
    return {"message": {"role": "assistant", "content": text}} if chats else {"response": text}


def _args(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _logprobs(body: dict[str, Any], text: str) -> list[dict[str, Any]]:
    top = body.get("top_logprobs") or 0
    if not is_integer(top) or not 0 <= top <= 20:
        _refuse("top_logprobs must be between 0 and 20")
    found: list[dict[str, Any]] = []
    for piece in pieces(text):
        one = logprob_of(piece, top)
        found.append(one if top else {name: value for name, value in one.items() if name != "top_logprobs"})
    return found


# --- reading requests -------------------------------------------------------------------------------------------------


def _images(message: dict[str, Any]) -> int:
    return len(message.get("images") or ())


def _text_of(message: dict[str, Any]) -> str:
    return f"{message.get('content') or ''}{message.get('thinking') or ''}"


def _prompt(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The prompt of /api/generate as a message."""
    if not body.get("prompt"):
        return []
    message = {"role": "user", "content": str(body["prompt"]), "images": body.get("images")}
    _check_images(message)
    return [message]


def _messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    given = body.get("messages")
    if given is not None and not is_array(given):
        _refuse("json: cannot unmarshal value into Go struct field ChatRequest.messages of type []api.Message")
    messages = objects(given)
    for message in messages:
        if message.get("role") not in ("system", "user", "assistant", "tool"):
            _refuse(f'invalid role: {message.get("role")!r}, must be one of "system", "user", "assistant" or "tool"')
        if not isinstance(message.get("content", ""), str | None):
            _refuse("json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string")
        for call in objects(message.get("tool_calls")):
            if not is_object(inner(call, "function").get("arguments", {})):
                _refuse(
                    "json: cannot unmarshal string into Go struct field "
                    "ChatRequest.messages.tool_calls.function.arguments of type api.ToolCallFunctionArguments"
                )
        _check_images(message)
    return messages


def _check_images(message: dict[str, Any]) -> None:
    for image in message.get("images") or ():
        try:
            base64.b64decode(image, validate=True)
        except (ValueError, TypeError):
            _refuse("illegal base64 data at input byte 4")


def _question(body: dict[str, Any], messages: list[dict[str, Any]], *, reasons: bool) -> Question:
    """The question behind a request."""
    options = inner(body, "options")
    nobody: dict[str, Any] = {}
    user = next((one for one in reversed(messages) if one["role"] == "user"), nobody)
    results: list[str] = []
    for message in reversed(messages):
        if message["role"] != "tool":
            break
        results.insert(0, str(message.get("content") or ""))
    limit = options.get("num_predict")
    stop: Any = options.get("stop") or []
    return Question(
        text=str(user.get("content") or ""),
        images=_images(user),
        tools=_tools(body),
        tool_results=results,
        schema=_schema(body),
        reasons=reasons,
        max_tokens=limit if is_integer(limit) and limit > 0 else None,
        stop=[stop] if isinstance(stop, str) else [str(one) for one in stop],
    )


def _tools(body: dict[str, Any]) -> list[Tool]:
    found: list[Tool] = []
    for tool in objects(body.get("tools")):
        function = inner(tool, "function")
        if not isinstance(function.get("name"), str):
            _refuse("invalid tool: function name is required")
        found.append(Tool(function["name"], function.get("description") or "", inner(function, "parameters")))
    return found


def _schema(body: dict[str, Any]) -> Mapping[str, Any] | None:
    form = body.get("format")
    if form is None or form == "":
        return None
    if form == "json":
        return {}
    if not is_object(form):
        _refuse(f'invalid format: {json.dumps(form)}; expected "json" or a valid JSON Schema object')
    return form
