"""The OpenAI chat family as the embedded provider speaks it.

Endpoints, with and without the leading `/v1`::

    POST /v1/chat/completions      JSON, or with `stream` server-sent events that end in `data: [DONE]`
    POST /v1/completions           the legacy text endpoint, the same two ways
    POST /v1/embeddings            unit vectors made from a hash of each text
    GET  /v1/models, /v1/models/X  the four models of `MODELS`

Errors have the shape `{"error": {"message", "type", "param", "code"}}`.
What is said comes from `ailib.testing.answers` or from the test's script; this module only says it in this wire.
"""

from __future__ import annotations

import array
import base64
import hashlib
import itertools
import json
import math
import struct
import sys
import time
import zlib
from typing import TYPE_CHECKING, Any

import attrs

from .answers import Question, answer_to, pieces
from .delivery import Call, Event, Reply
from .json_shapes import is_integer
from .openai_chat_request import (
    MODELS,
    Refused,
    check_sampling,
    count_messages,
    error_object,
    inputs,
    known_model,
    question_of,
    refuse,
    stops,
    streams_usage,
    top_logprobs,
    unknown_model,
)
from .script import NO_FAULT, Answer, Chunk, Fault, Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["OpenAIChat"]

_DIMENSIONS = 256
_MOST_INPUTS = 2048
_CONTEXT = 128_000
_BIRTH = 1_767_225_600
_DONE = b"data: [DONE]\n\n"
_SILENCE_SECONDS = 0.1


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Any) -> bytes:
    return _encoded(value).encode("utf-8", "surrogatepass")


def _event(value: Any) -> bytes:
    return b"data: " + _json(value) + b"\n\n"


def _scripted_event(chunk: Chunk) -> bytes:
    if isinstance(chunk, bytes):
        return chunk
    if isinstance(chunk, str):
        return f"data: {chunk}\n\n".encode()
    return _event(chunk)


def _raw_body(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else _json(body)


class OpenAIChat:
    """Turns a `Call` into a `Reply`; keeps nothing but a counter for its ids."""

    __slots__ = ("_more_models", "_numbers")

    def __init__(self, more_models: tuple[str, ...] = ()) -> None:
        self._more_models = more_models
        self._numbers = itertools.count(1)

    # --- what the server asks ---

    def error_body(self, status: int, fault: Fault) -> bytes:
        """The body of the error that a fault wants."""
        if fault.body is not None:
            return _raw_body(fault.body)
        return _json({"error": error_object(status, fault.message, fault.type, fault.code, None)})

    def error_event(self, fault: Fault) -> bytes:
        """The event of a stream that tells of an error."""
        if fault.body is not None:
            return b"data: " + _raw_body(fault.body) + b"\n\n"
        return _event({"error": error_object(fault.status or 500, fault.message, fault.type, fault.code, None)})

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid."""
        return Reply(status=refused.status, body=_json({"error": refused.error}))

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call.

        Args:
            call: The request.
            script: The rules of the provider.
            asked: A fault that the request itself asks for; it beats that of the script.

        Raises:
            Refused: The request is not valid.
        """
        path = call.path.removeprefix("/v1").rstrip("/")
        posts: dict[str, Callable[[Call, Script, Fault | None], tuple[Reply, Fault]]] = {
            "/chat/completions": self._chat,
            "/completions": self._completion,
            "/embeddings": self._embeddings,
        }
        if handler := posts.get(path):
            if call.method != "POST":
                raise Refused(405, f"Not allowed to {call.method} on {call.path}.")
            return handler(call, script, asked)
        if path == "/models" or path.startswith("/models/"):
            if call.method != "GET":
                raise Refused(405, f"Not allowed to {call.method} on {call.path}.")
            answer = script.take("", {}, conversation=False) if asked is None else None
            if answer is not None and answer.body is not None and answer.fault is None:
                return Reply(body=_raw_body(answer.body)), NO_FAULT
            return self._models(path.removeprefix("/models").strip("/")), _fault_of(answer, asked)
        raise Refused(404, f"Unknown request URL: {call.method} {call.path}.", code="unknown_url")

    # --- models ---

    def _models(self, name: str) -> Reply:
        models = [
            {"id": one, "object": "model", "created": _BIRTH, "owned_by": "embedded"}
            for one in (*MODELS, *self._more_models)
        ]
        if not name:
            return Reply(body=_json({"object": "list", "data": models}))
        for model in models:
            if model["id"] == name:
                return Reply(body=_json(model))
        raise unknown_model(name)

    # --- chat ---

    def _chat(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=False)
        question = question_of(body, reasons=model == "embedded-reasoner")
        check_sampling(body)
        prompt_tokens = count_messages(body["messages"])
        if prompt_tokens > _CONTEXT:
            refuse(
                f"This model's maximum context length is {_CONTEXT} tokens. However, your messages resulted in "
                f"{prompt_tokens} tokens. Please reduce the length of the messages.",
                "messages",
                "context_length_exceeded",
            )
        answer = script.take(question.text, body, conversation=True)
        fault = _fault_of(answer, asked)
        if answer is not None and (raw := _scripted_reply(answer, streams=bool(body.get("stream")))):
            return raw, fault
        choices = [_spoken(question, answer, index) for index in range(body.get("n") or 1)]
        usage = _usage(prompt_tokens, choices) if answer is None or answer.usage is None else dict(answer.usage)
        head: dict[str, Any] = {
            "id": f"chatcmpl-{next(self._numbers):024x}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": model,
            "service_tier": "default",
            "system_fingerprint": "fp_embedded",
        }
        if body.get("stream"):
            events = self._chat_events(body, head, choices, usage, fault)
            return Reply(events=events, content_type="text/event-stream; charset=utf-8"), fault
        top = top_logprobs(body)
        document: dict[str, Any] = head | {
            "choices": [self._choice(index, one, top) for index, one in enumerate(choices)]
        }
        if not fault.drop_usage:
            document["usage"] = usage
        return Reply(body=_json(document), tokens=sum(_tokens(one) for one in choices)), fault

    def _calls(self, answer: Answer) -> list[dict[str, Any]]:
        return [
            {
                "id": call.id or f"call_{next(self._numbers):016x}",
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments_text},
            }
            for call in answer.tool_calls
        ]

    def _choice(self, index: int, answer: Answer, top: int | None) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": answer.text, "refusal": answer.refusal}
        if answer.reasoning is not None:
            message["reasoning_content"] = answer.reasoning
        if answer.tool_calls:
            message["tool_calls"] = self._calls(answer)
        if answer.audio:
            message["content"] = None
            message["audio"] = {
                "id": f"audio_{next(self._numbers):016x}",
                "data": base64.b64encode(_silence()).decode(),
                "transcript": answer.text or "",
                "expires_at": int(time.time()) + 3600,
            }
        logprobs = None
        if top is not None:
            logprobs = {"content": [_logprob(piece, top) for piece in pieces(answer.text or "")], "refusal": None}
        return {"index": index, "message": message, "logprobs": logprobs, "finish_reason": _finish(answer)}

    def _chat_events(
        self, body: dict[str, Any], head: dict[str, Any], choices: list[Answer], usage: dict[str, Any], fault: Fault
    ) -> Iterator[Event]:
        counts = streams_usage(body) and not fault.drop_usage
        head = head | {"object": "chat.completion.chunk"}
        tail: dict[str, Any] = {"usage": None} if counts else {}
        top = top_logprobs(body)
        streams = [self._deltas(answer, top) for answer in choices]
        # The choices take turns, as those of a real model do.
        going = list(enumerate(streams))
        while going:
            for index, stream in list(going):
                part = next(stream, None)
                if part is None:
                    going.remove((index, stream))
                    continue
                delta, finish, logprobs, weight = part
                choice = {"index": index, "delta": delta, "logprobs": logprobs, "finish_reason": finish}
                yield _event(head | {"choices": [choice]} | tail), weight
        if counts:
            yield _event(head | {"choices": [], "usage": usage}), 0
        if not fault.no_done:
            yield _DONE, 0

    def _deltas(
        self, answer: Answer, top: int | None
    ) -> Iterator[tuple[dict[str, Any], str | None, dict[str, Any] | None, int]]:
        """The deltas of one choice: (delta, finish reason, logprobs, tokens)."""
        first: dict[str, Any] = {"role": "assistant", "content": None if answer.tool_calls else "", "refusal": None}
        yield first, None, None, 0
        for piece in pieces(answer.reasoning or ""):
            yield {"reasoning_content": piece}, None, None, 1
        for piece in pieces(answer.refusal or ""):
            yield {"refusal": piece}, None, None, 1
        if answer.audio:
            audio_id = f"audio_{next(self._numbers):016x}"
            for piece in pieces(answer.text or ""):
                yield {"audio": {"id": audio_id, "transcript": piece}}, None, None, 1
            yield {"audio": {"id": audio_id, "data": base64.b64encode(_silence()).decode()}}, None, None, 0
            yield {"audio": {"id": audio_id, "expires_at": int(time.time()) + 3600}}, None, None, 0
        else:
            for piece in pieces(answer.text or ""):
                logprobs = None if top is None else {"content": [_logprob(piece, top)], "refusal": None}
                yield {"content": piece}, None, logprobs, 1
        for index, call in enumerate(self._calls(answer)):
            function = call["function"]
            opening = call | {"index": index, "function": {"name": function["name"], "arguments": ""}}
            yield {"tool_calls": [opening]}, None, None, 1
            for piece in pieces(function["arguments"]):
                yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, None, None, 1
        yield {}, _finish(answer), None, 0

    # --- legacy completions ---

    def _completion(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=False)
        prompts = inputs(body, "prompt")
        check_sampling(body)
        answer = script.take(prompts[-1], body, conversation=True)
        fault = _fault_of(answer, asked)
        if answer is not None and (raw := _scripted_reply(answer, streams=bool(body.get("stream")))):
            return raw, fault
        choices: list[Answer] = []
        for prompt in prompts:
            question = Question(text=prompt, max_tokens=body.get("max_tokens", 64), stop=stops(body))
            for index in range(body.get("n") or 1):
                said = _spoken(question, answer, index)
                if body.get("echo"):
                    said = attrs.evolve(said, text=prompt + (said.text or ""))
                choices.append(said)
        usage = _usage(sum(len(pieces(prompt)) for prompt in prompts), choices)
        if answer is not None and answer.usage is not None:
            usage = dict(answer.usage)
        head = {
            "id": f"cmpl-{next(self._numbers):024x}",
            "object": "text_completion",
            "created": int(time.time()),
            "model": model,
        }
        if body.get("stream"):
            events = self._completion_events(body, head, choices, usage, fault)
            return Reply(events=events, content_type="text/event-stream; charset=utf-8"), fault
        document: dict[str, Any] = head | {
            "choices": [
                {"text": one.text or "", "index": index, "logprobs": None, "finish_reason": _finish(one)}
                for index, one in enumerate(choices)
            ]
        }
        if not fault.drop_usage:
            document["usage"] = usage
        return Reply(body=_json(document), tokens=sum(_tokens(one) for one in choices)), fault

    def _completion_events(
        self, body: dict[str, Any], head: dict[str, Any], choices: list[Answer], usage: dict[str, Any], fault: Fault
    ) -> Iterator[Event]:
        def choice(index: int, text: str, finish: str | None) -> bytes:
            part = {"text": text, "index": index, "logprobs": None, "finish_reason": finish}
            return _event(head | {"choices": [part]})

        for index, answer in enumerate(choices):
            for piece in pieces(answer.text or ""):
                yield choice(index, piece, None), 1
            yield choice(index, "", _finish(answer)), 0
        if streams_usage(body) and not fault.drop_usage:
            yield _event(head | {"choices": [], "usage": usage}), 0
        if not fault.no_done:
            yield _DONE, 0

    # --- embeddings ---

    def _embeddings(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=True)
        texts = inputs(body, "input")
        if len(texts) > _MOST_INPUTS:
            refuse(f"'input' may hold at most {_MOST_INPUTS} items.", "input")
        dimensions = body.get("dimensions", _DIMENSIONS)
        if not is_integer(dimensions) or not 1 <= dimensions <= 4096:
            refuse("'dimensions' must be an integer from 1 to 4096.", "dimensions")
        encoding = body.get("encoding_format", "float")
        if encoding not in ("float", "base64"):
            refuse("'encoding_format' must be 'float' or 'base64'.", "encoding_format")
        answer = script.take(texts[-1], body, conversation=False)
        fault = _fault_of(answer, asked)
        if answer is not None and answer.body is not None:
            return Reply(body=_raw_body(answer.body)), fault
        data: list[dict[str, Any]] = []
        for index, text in enumerate(texts):
            vector = _vector(text, dimensions)
            shown: Any = vector.tolist() if encoding == "float" else base64.b64encode(_little(vector)).decode()
            data.append({"object": "embedding", "index": index, "embedding": shown})
        tokens = sum(len(pieces(text)) for text in texts)
        document: dict[str, Any] = {"object": "list", "data": data, "model": model}
        if not fault.drop_usage:
            document["usage"] = {"prompt_tokens": tokens, "total_tokens": tokens}
        return Reply(body=_json(document)), fault


# --- saying answers ---------------------------------------------------------------------------------------------------


def _fault_of(answer: Answer | None, asked: Fault | None) -> Fault:
    if asked is not None:
        return asked
    return answer.fault if answer is not None and answer.fault is not None else NO_FAULT


def _scripted_reply(answer: Answer, *, streams: bool) -> Reply | None:
    """The reply of an answer that is given byte for byte."""
    if answer.chunks is not None and (streams or answer.body is None):
        events = [(_scripted_event(chunk), 1) for chunk in answer.chunks]
        return Reply(events=events, content_type="text/event-stream; charset=utf-8")
    return Reply(body=_raw_body(answer.body)) if answer.body is not None else None


def _spoken(question: Question, scripted: Answer | None, choice: int) -> Answer:
    if scripted is None:
        return answer_to(question, choice)
    if scripted.says_something:
        return scripted
    # Only a finish reason, a usage or a fault was scripted: the words are the usual ones.
    usual = answer_to(question, choice)
    return usual if scripted.finish_reason is None else attrs.evolve(usual, finish_reason=scripted.finish_reason)


def _finish(answer: Answer) -> str:
    return answer.finish_reason or ("tool_calls" if answer.tool_calls else "stop")


def _tokens(answer: Answer) -> int:
    spoken = [answer.text or "", answer.reasoning or "", answer.refusal or ""]
    spoken += [f"{call.name} {call.arguments_text}" for call in answer.tool_calls]
    return sum(len(pieces(text)) for text in spoken)


def _usage(prompt: int, choices: list[Answer]) -> dict[str, Any]:
    completion = sum(_tokens(one) for one in choices)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": sum(len(pieces(one.reasoning or "")) for one in choices),
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def _logprob(piece: str, top: int) -> dict[str, Any]:
    """How sure the model was: a number below 0 that depends on the piece; its rivals are less likely."""

    def one(token: str, value: float) -> dict[str, Any]:
        return {"token": token, "logprob": value, "bytes": list(token.encode("utf-8", "surrogatepass"))}

    best = -round((zlib.crc32(piece.encode("utf-8", "surrogatepass")) % 1000 + 1) / 2000, 4)
    rivals = [one(f"{piece}{'?' * rank}", round(best - 1.5 * rank, 4)) for rank in range(top)]
    return one(piece, best) | {"top_logprobs": rivals}


def _vector(text: str, dimensions: int) -> array.array[float]:
    """A unit vector that only depends on the text."""
    noise = hashlib.shake_128(text.encode("utf-8", "surrogatepass")).digest(2 * dimensions)
    numbers = [number + 0.5 for number in struct.unpack(f"<{dimensions}h", noise)]
    length = math.sqrt(sum(number * number for number in numbers))
    return array.array("f", [number / length for number in numbers])


def _little(vector: array.array[float]) -> bytes:
    if sys.byteorder == "big":
        vector = vector[:]
        vector.byteswap()
    return vector.tobytes()


def _silence() -> bytes:
    """A WAV file of silence: mono, 16 bits, 24 kHz."""
    rate = 24_000
    samples = bytes(2 * int(rate * _SILENCE_SECONDS))
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16)
    data = struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI4s", b"RIFF", 4 + len(form) + len(data), b"WAVE") + form + data
