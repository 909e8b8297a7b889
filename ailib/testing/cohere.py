"""Cohere's API, version 2, as the embedded provider speaks it.

See https://docs.cohere.com/reference/chat. Endpoints, below `/cohere`; those of version 2 also without it::

    POST /v2/chat       JSON, or with `stream` named server-sent events from message-start to message-end
    POST /v2/embed      vectors, as numbers of several types
    GET  /v1/models     the models, in pages; /v1/models/X is one
    POST /v1/tokenize   the tokens of a text

What the model says about documents and results of tools is cited. Errors are `{"id", "message"}`.
"""

from __future__ import annotations

import base64
import json
import uuid
import zlib
from typing import TYPE_CHECKING, Any, NoReturn

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
    read_number,
    tokens_of,
)
from .json_shapes import is_array, is_integer, is_object
from .vectors import DIMENSIONS, packed, vector_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .family import Talk
    from .script import Fault, Script

__all__ = ["Cohere"]

_MESSAGES = {
    401: "invalid api token",
    404: "not found",
    429: "You are past the per minute request limit, please wait and try again later.",
    498: "blocked output",
    500: "internal server error, this has been reported to our developers.",
    503: "service unavailable",
}
_FINISH = {"stop": "COMPLETE", "length": "MAX_TOKENS", "tool_calls": "TOOL_CALL", "content_filter": "ERROR"}
_FIELDS = frozenset(
    [
        *("citation_options", "documents", "frequency_penalty", "k", "logprobs", "max_tokens", "messages", "model"),
        *("p", "presence_penalty", "priority", "raw_prompting", "response_format", "safety_mode", "seed"),
        *("stop_sequences", "stream", "strict_tools", "temperature", "thinking", "tool_choice", "tools"),
        *("return_prompt", "force_tool_use", "cached_tokens"),
    ]
)
_TYPES = ("float", "int8", "uint8", "binary", "ubinary", "base64")


def _refuse(message: str) -> NoReturn:
    raise Refused(400, f"invalid request: {message}")


class Cohere(BaseFamily):
    """Turns a `Call` into a `Reply`; keeps nothing but a counter for its ids."""

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:  # noqa: ARG002 - part of the protocol
        """Whether the path is one of ours; /v1/models without a prefix is OpenAI's."""
        return path.startswith(("/cohere/", "/v2/")) or path == "/v1/tokenize"

    def headers(self, call: Call, seconds: float) -> dict[str, str]:  # noqa: ARG002 - part of the protocol
        """Ids and limits."""
        return {
            "x-debug-trace-id": uuid.uuid4().hex,
            "x-trial-endpoint-call-limit": "10000",
            "x-trial-endpoint-call-remaining": "9999",
        }

    def error(self, status: int, message: str, kind: str | None, code: str | None, param: str | None) -> Any:  # noqa: ARG002 - it has no such fields
        """`{"id", "message"}`."""
        return {"id": str(uuid.uuid4()), "message": message}

    def error_message(self, status: int) -> str:
        """Cohere's words."""
        return _MESSAGES.get(status) or super().error_message(status)

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid."""
        if refused.status == 401:
            missing = refused.code == "missing_api_key"
            return super().refusal(Refused(401, "no api key supplied" if missing else _MESSAGES[401]))
        return super().refusal(refused)

    def event(self, value: Mapping[str, Any]) -> bytes:
        """An event that is named like the type of its payload."""
        return b"event: " + str(value.get("type", "message")).encode() + b"\n" + super().event(value)

    def error_event(self, fault: Fault) -> bytes:
        """A message that ends in an error."""
        if fault.body is not None:
            return super().error_event(fault)
        message = fault.message or self.error_message(fault.status or 500)
        return self.event({"type": "message-end", "delta": {"finish_reason": "ERROR", "error": message}})

    def unknown_model(self, name: str) -> NoReturn:
        """Refuse a model that does not exist."""
        raise Refused(
            404,
            f"model '{name}' not found, make sure the correct model ID was used and that you have access to the model.",
        )

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call."""
        path = call.path.removeprefix("/cohere").rstrip("/")
        name = path[3:]
        if name == "/models" or name.startswith("/models/"):
            if call.method != "GET":
                raise Refused(405, "method not allowed")
            return self.aside(script, asked, "", {}, lambda: self._models(name[8:], call.query))
        posts: dict[str, Callable[[dict[str, Any]], tuple[str, Any]]] = {
            "/v2/embed": self._embed,
            "/v1/tokenize": self._tokenize,
        }
        if path != "/v2/chat" and path not in posts:
            raise Refused(404, "not found")
        if call.method != "POST":
            raise Refused(405, "method not allowed")
        if path == "/v2/chat":
            return self._chat(call.body, script, asked)
        text, said = posts[path](call.body)
        return self.aside(script, asked, text, call.body, lambda: said)

    # --- models ---

    def _models(self, name: str, query: Mapping[str, str]) -> dict[str, Any]:
        models: list[dict[str, Any]] = [
            {
                "name": one,
                "is_deprecated": False,
                "endpoints": ["embed"] if one == EMBEDDER else ["chat"],
                "finetuned": False,
                "context_length": CONTEXT,
                "tokenizer_url": None,
                "default_endpoints": [],
                "features": None if one == EMBEDDER else ["json_mode", "json_schema", "tools", "vision"],
            }
            for one in self.model_names()
        ]
        if name:
            found = next((model for model in models if model["name"] == name), None)
            return found if found is not None else self.unknown_model(name)
        if endpoint := query.get("endpoint"):
            models = [model for model in models if endpoint in model["endpoints"]]
        size, token = query.get("page_size", "20"), query.get("page_token") or "0"
        if not size.isdigit() or not 1 <= int(size) <= 1000 or not token.isdigit():
            _refuse("page_size must be from 1 to 1000 and page_token one that was given out")
        last = int(token) + int(size)
        page: dict[str, Any] = {"models": models[int(token) : last]}
        return page | ({"next_page_token": str(last)} if last < len(models) else {})

    # --- vectors and tokens ---

    def _embed(self, body: dict[str, Any]) -> tuple[str, Any]:
        self.known(body.get("model"), embeds=True)
        if not isinstance(body.get("input_type"), str):
            _refuse("input_type is required")
        texts: list[str] = [str(text) for text in body.get("texts") or ()]
        texts += [str(image) for image in body.get("images") or ()]
        texts += [_text(one.get("content")) for one in objects(body.get("inputs"))]
        if not texts or len(texts) > 96:
            _refuse("texts, images or inputs must hold from 1 to 96 items")
        kinds = body.get("embedding_types") or ["float"]
        if not is_array(kinds) or any(kind not in _TYPES for kind in kinds):
            _refuse(f"embedding_types must be among {', '.join(_TYPES)}")
        size = body.get("output_dimension") or DIMENSIONS
        if not is_integer(size) or not 8 <= size <= 4096 or size % 8:
            _refuse("output_dimension is not valid")
        vectors = [vector_of(text, size) for text in texts]
        return texts[-1], {
            "id": str(uuid.uuid4()),
            "response_type": "embeddings_by_type",
            "texts": texts,
            "embeddings": {kind: [_shown(vector, kind) for vector in vectors] for kind in kinds},
            "meta": {
                "api_version": {"version": "2"},
                "billed_units": {"input_tokens": sum(len(pieces(text)) for text in texts)},
            },
        }

    def _tokenize(self, body: dict[str, Any]) -> tuple[str, Any]:
        self.known(body.get("model"), embeds=body.get("model") == EMBEDDER)
        text = body.get("text")
        if not isinstance(text, str) or not text:
            _refuse("text must not be empty")
        tokens = pieces(text)
        return text, {"tokens": [zlib.crc32(one.encode()) % 255_000 for one in tokens], "token_strings": tokens}

    # --- chat ---

    def _chat(self, body: dict[str, Any], script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        model = self.known(body.get("model"))
        if unknown := sorted(body.keys() - _FIELDS):
            raise Refused(422, f"unknown field: parameter '{unknown[0]}' is not a valid field")
        thinking = inner(body, "thinking").get("type")
        question = _question(body, reasons=thinking == "enabled" or (model == REASONER and thinking != "disabled"))
        tokens = _tokens(body)
        if tokens > CONTEXT:
            _refuse(f"too many tokens: size limit exceeded by {tokens - CONTEXT} tokens.")
        streams = bool(body.get("stream"))
        talk = self.talk(question, body, script, asked, streams=streams)
        if talk.raw is not None:
            return talk.raw, talk.fault
        finish = _FINISH.get(finish_of(talk.answer), finish_of(talk.answer).upper())
        if talk.stopped_by is not None and finish == "COMPLETE":
            finish = "STOP_SEQUENCE"
        spent = tokens_of(talk.answer)
        usage: dict[str, Any] = talk.usage or {
            "billed_units": {"input_tokens": tokens, "output_tokens": spent},
            "tokens": {"input_tokens": tokens + 60, "output_tokens": spent},
            "cached_tokens": 0,
        }
        end: dict[str, Any] = {"finish_reason": finish} | ({} if talk.fault.drop_usage else {"usage": usage})
        message = self._message(talk, body)
        if streams:
            return self.streamed(self._events(message, end, talk.fault)), talk.fault
        document: dict[str, Any] = {"id": str(uuid.uuid4()), "message": message, **end}
        if body.get("logprobs"):
            document["logprobs"] = [
                {"text": piece, "token_ids": [number], "logprobs": [-0.25]}
                for number, piece in enumerate(pieces(talk.answer.text or ""))
            ]
        return Reply(body=encoded(document), tokens=spent), talk.fault

    def _message(self, talk: Talk, body: dict[str, Any]) -> dict[str, Any]:
        answer = talk.answer
        content: list[dict[str, Any]] = []
        if answer.reasoning is not None:
            content.append({"type": "thinking", "thinking": answer.reasoning})
        text = (answer.text or "") + (answer.refusal or "")
        if text:
            content.append({"type": "text", "text": text})
        message: dict[str, Any] = {"role": "assistant"}
        if content:
            message["content"] = content
        if answer.tool_calls:
            names = ", ".join(dict.fromkeys(call.name for call in answer.tool_calls))
            message["tool_plan"] = f"I will use {names} to find the answer."
            message["tool_calls"] = [
                {
                    "id": call.id or f"{call.name}_{next(self._numbers):08x}",
                    "type": "function",
                    "function": {"name": call.name, "arguments": call.arguments_text},
                }
                for call in answer.tool_calls
            ]
        elif text and (sources := _sources(body)):
            message["citations"] = _citations(text, sources, len(content) - 1)
        return message

    def _events(self, message: dict[str, Any], end: dict[str, Any], fault: Fault) -> Iterator[Event]:
        def event(kind: str, index: int | None = None, **message: Any) -> bytes:
            place = {} if index is None else {"index": index}
            delta = {"delta": {"message": message}} if message else {}
            return self.event({"type": kind, **place, **delta})

        opening: dict[str, Any] = {
            "role": "assistant",
            "content": [],
            "tool_plan": "",
            "tool_calls": [],
            "citations": [],
        }
        start: dict[str, Any] = {"type": "message-start", "id": str(uuid.uuid4()), "delta": {"message": opening}}
        yield self.event(start), 0
        for piece in pieces(message.get("tool_plan", "")):
            yield event("tool-plan-delta", tool_plan=piece), 1
        for index, block in enumerate(message.get("content", ())):
            kind = block["type"]
            yield event("content-start", index, content={"type": kind, kind: ""}), 0
            for piece in pieces(block[kind]):
                yield event("content-delta", index, content={kind: piece}), 1
            yield event("content-end", index), 0
        for index, citation in enumerate(message.get("citations", ())):
            yield event("citation-start", index, citations=citation), 0
            yield event("citation-end", index), 0
        for index, call in enumerate(message.get("tool_calls", ())):
            function = call["function"]
            opened = call | {"function": {"name": function["name"], "arguments": ""}}
            yield event("tool-call-start", index, tool_calls=opened), 1
            for piece in pieces(function["arguments"]):
                yield event("tool-call-delta", index, tool_calls={"function": {"arguments": piece}}), 1
            yield event("tool-call-end", index), 0
        if not fault.no_done:
            yield self.event({"type": "message-end", "delta": end}), 0


# --- saying answers ---------------------------------------------------------------------------------------------------


def _shown(vector: Any, kind: str) -> Any:
    """A vector in one of the types of numbers; those of one bit come eight to a byte."""
    if kind == "float":
        return vector.tolist()
    if kind == "base64":
        return base64.b64encode(packed(vector)).decode()
    if kind in ("int8", "uint8"):
        shift = 0 if kind == "int8" else 128
        return [max(-128, min(127, round(number * 127))) + shift for number in vector]
    bits = [number > 0 for number in vector]
    shift = 128 if kind == "binary" else 0
    return [
        sum(bit << (7 - place) for place, bit in enumerate(bits[at : at + 8])) - shift for at in range(0, len(bits), 8)
    ]


def _sources(body: dict[str, Any]) -> list[dict[str, Any]]:
    """What an answer can cite: the documents of the request, or the results of tools."""
    found: list[dict[str, Any]] = []
    for at, document in enumerate(body.get("documents") or ()):
        given: dict[str, Any] = document if is_object(document) else {"data": {"text": document}}
        data = given.get("data")
        name = str(given.get("id") or f"doc:{at}")
        shown: dict[str, Any] = data if is_object(data) else {"text": data}
        found.append({"type": "document", "id": name, "document": {"id": name, **shown}})
    for message in reversed(objects(body.get("messages"))):
        if message.get("role") != "tool":
            break
        output = {"content": _text(message.get("content"))}
        found.insert(0, {"type": "tool", "id": f"{message.get('tool_call_id')}:0", "tool_output": output})
    return found


def _citations(text: str, sources: list[dict[str, Any]], index: int) -> list[dict[str, Any]]:
    """One citation for each source: the words of the text, one after another."""
    citations: list[dict[str, Any]] = []
    at = 0
    for source in sources:
        words = text[at:].split(maxsplit=1)
        if not words:
            break
        start = text.index(words[0], at)
        at = start + len(words[0])
        cited = {"start": start, "end": at, "text": words[0], "sources": [source], "type": "TEXT_CONTENT"}
        citations.append(cited | {"content_index": index})
    return citations


# --- reading requests -------------------------------------------------------------------------------------------------


def _parts(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else objects(content)


def _text(content: Any) -> str:
    texts: list[str] = []
    for part in _parts(content):
        if part.get("type") == "text":
            texts.append(str(part.get("text", "")))
        elif part.get("type") == "document":
            data = inner(part, "document").get("data")
            texts.append(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False))
    return "\n".join(texts)


def _question(body: dict[str, Any], *, reasons: bool) -> Question:
    """The question behind a request.

    Raises:
        Refused: It is not valid.
    """
    messages = _messages(body)
    read_number(body.get("temperature"), "invalid request: temperature", 0, 1)
    read_number(body.get("p"), "invalid request: p", 0.01, 0.99)
    read_number(body.get("k"), "invalid request: k", 0, 500, whole=True)
    read_number(body.get("max_tokens"), "invalid request: max_tokens", 1, CONTEXT, whole=True)
    for name in ("frequency_penalty", "presence_penalty"):
        read_number(body.get(name), f"invalid request: {name}", 0, 1)
    nobody: dict[str, Any] = {}
    user = next((one for one in reversed(messages) if one["role"] == "user"), nobody)
    kinds = [part.get("type") for part in _parts(user.get("content"))]
    results: list[str] = []
    for message in reversed(messages):
        if message["role"] != "tool":
            break
        results.insert(0, _text(message.get("content")))
    stops: Any = body.get("stop_sequences") or []
    if not is_array(stops) or len(stops) > 5:
        _refuse("at most 5 stop_sequences are allowed")
    budget = inner(body, "thinking").get("token_budget")
    if budget is not None and (not is_integer(budget) or budget < 1):
        _refuse("thinking.token_budget must be at least 1")
    return Question(
        text=_text(user.get("content")),
        images=kinds.count("image_url"),
        tools=_tools(body),
        tool_choice=_tool_choice(body),
        tool_results=results,
        schema=_schema(body),
        reasons=reasons,
        max_tokens=body.get("max_tokens"),
        stop=[str(stop) for stop in stops],
    )


def _messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    messages = body.get("messages")
    if not is_array(messages) or not messages:
        _refuse("at least one message must be provided")
    called: set[Any] = set()
    for at, message in enumerate(messages):
        if not is_object(message) or message.get("role") not in ("user", "assistant", "system", "developer", "tool"):
            _refuse(f"message at index {at} must have one of the roles 'user', 'assistant', 'system' and 'tool'")
        content = message.get("content")
        calls = objects(message.get("tool_calls"))
        if not content and not calls and not message.get("tool_plan"):
            _refuse(f"message at index {at} must have non-empty content or tool calls")
        called |= {call.get("id") for call in calls}
        if message["role"] == "tool" and message.get("tool_call_id") not in called:
            _refuse(f"tool call id not found: {message.get('tool_call_id')}")
        for part in _parts(content):
            if part.get("type") not in ("text", "image_url", "document", "thinking"):
                _refuse(f"message at index {at} has content of an unknown type: {part.get('type')}")
            if part["type"] == "image_url" and not inner(part, "image_url").get("url"):
                _refuse(f"message at index {at}: image_url.url is required")
    if messages[-1]["role"] == "assistant" and objects(messages[-1].get("tool_calls")):
        _refuse("all tool calls must be followed by their results")
    return messages


def _tools(body: dict[str, Any]) -> list[Tool]:
    found: list[Tool] = []
    for at, tool in enumerate(objects(body.get("tools"))):
        function = inner(tool, "function")
        if tool.get("type") != "function" or not isinstance(function.get("name"), str):
            _refuse(f"tools[{at}] must have the type 'function' and a function.name")
        found.append(Tool(function["name"], function.get("description") or "", inner(function, "parameters")))
    return found


def _tool_choice(body: dict[str, Any]) -> str:
    choice = body.get("tool_choice")
    if choice is None:
        return "auto"
    if choice not in ("REQUIRED", "NONE"):
        _refuse("tool_choice must be one of: REQUIRED, NONE")
    if not body.get("tools"):
        _refuse("tool_choice may only be specified with tools")
    return str(choice).lower()


def _schema(body: dict[str, Any]) -> Mapping[str, Any] | None:
    form = inner(body, "response_format")
    kind = form.get("type", "text")
    if kind == "text":
        return None
    if kind != "json_object":
        _refuse("response_format.type must be one of: text, json_object")
    if body.get("tools") or body.get("documents"):
        _refuse("response_format is not supported with tools or documents")
    return inner(form, "json_schema") or inner(form, "schema")


def _tokens(body: dict[str, Any]) -> int:
    messages = objects(body.get("messages"))
    texts = [_text(message.get("content")) for message in messages]
    texts += [json.dumps(message["tool_calls"]) for message in messages if message.get("tool_calls")]
    texts += [json.dumps(body[name]) for name in ("tools", "documents") if body.get(name)]
    images = sum(part.get("type") == "image_url" for one in messages for part in _parts(one.get("content")))
    return prompt_tokens(len(messages), texts, images)
