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

import base64
import secrets
import struct
import time
import zlib
from typing import TYPE_CHECKING, Any

import attrs

from .answers import Question, pieces
from .delivery import Call, Event, Reply
from .family import (
    CONTEXT,
    MODELS,
    REASONER,
    BaseFamily,
    Refused,
    encoded,
    fault_of,
    finish_of,
    raw_body,
    spoken,
    tokens_of,
)
from .json_shapes import is_integer
from .openai_chat_request import (
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
from .script import NO_FAULT, Answer, Fault, Script
from .vectors import DIMENSIONS, packed, vector_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["OpenAIChat", "logprob_of"]

_MOST_INPUTS = 2048
_REQUESTS_PER_MINUTE = 10_000
_TOKENS_PER_MINUTE = 2_000_000
_BIRTH = 1_767_225_600
_DONE = b"data: [DONE]\n\n"
_SILENCE_SECONDS = 0.1
_HEADERS_OF_OTHERS = ("anthropic-version", "x-goog-api-key", "x-goog-api-client")


class OpenAIChat(BaseFamily):
    """Turns a `Call` into a `Reply`; keeps nothing but a counter for its ids."""

    # --- what the server asks ---

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:
        """Whether the path is one of ours; lists of models are those of others when their headers say so."""
        path = path.removeprefix("/v1").rstrip("/")
        if path == "/models" or path.startswith("/models/"):
            return method == "GET" and ":" not in path and not any(name in headers for name in _HEADERS_OF_OTHERS)
        return path in ("/chat/completions", "/completions", "/embeddings")

    def headers(self, call: Call, seconds: float) -> dict[str, str]:
        """What OpenAI's gateway adds: ids, versions, limits."""
        size = int(call.headers.get("Content-Length") or 0)
        return {
            "x-request-id": f"req_{secrets.token_hex(16)}",
            "openai-processing-ms": str(round(1000 * seconds)),
            "openai-version": "2020-10-01",
            "x-ratelimit-limit-requests": str(_REQUESTS_PER_MINUTE),
            "x-ratelimit-limit-tokens": str(_TOKENS_PER_MINUTE),
            "x-ratelimit-remaining-requests": str(_REQUESTS_PER_MINUTE - 1),
            "x-ratelimit-remaining-tokens": str(max(0, _TOKENS_PER_MINUTE - size // 4)),
            "x-ratelimit-reset-requests": "6ms",
            "x-ratelimit-reset-tokens": "0s",
        }

    def error(self, status: int, message: str | None, kind: str | None, code: str | None, param: str | None) -> Any:
        """`{"error": {"message", "type", "param", "code"}}`."""
        return {"error": error_object(status, message, kind, code, param)}

    def error_message(self, status: int) -> str:
        """OpenAI's words."""
        return str(error_object(status, None, None, None, None)["message"])

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
                return Reply(body=raw_body(answer.body)), NO_FAULT
            return self._models(path.removeprefix("/models").strip("/")), fault_of(answer, asked)
        raise Refused(404, f"Unknown request URL: {call.method} {call.path}.", code="unknown_url")

    # --- models ---

    def _models(self, name: str) -> Reply:
        models = [
            {"id": one, "object": "model", "created": _BIRTH, "owned_by": "embedded"}
            for one in (*MODELS, *self._more_models)
        ]
        if not name:
            return Reply(body=encoded({"object": "list", "data": models}))
        for model in models:
            if model["id"] == name:
                return Reply(body=encoded(model))
        raise unknown_model(name)

    # --- chat ---

    def _chat(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=False)
        question = question_of(body, reasons=model == REASONER)
        check_sampling(body)
        prompt_tokens = count_messages(body["messages"])
        if prompt_tokens > CONTEXT:
            refuse(
                f"This model's maximum context length is {CONTEXT} tokens. However, your messages resulted in "
                f"{prompt_tokens} tokens. Please reduce the length of the messages.",
                "messages",
                "context_length_exceeded",
            )
        answer = script.take(question.text, body, conversation=True)
        fault = fault_of(answer, asked)
        if raw := self.scripted(answer, streams=bool(body.get("stream"))):
            return raw, fault
        choices = [spoken(question, answer, index) for index in range(body.get("n") or 1)]
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
            return self.streamed(events), fault
        top = top_logprobs(body)
        document: dict[str, Any] = head | {
            "choices": [self._choice(index, one, top) | self.beside_choice() for index, one in enumerate(choices)]
        }
        document |= self.beside_choices()
        if not fault.drop_usage:
            document["usage"] = usage
        return Reply(body=encoded(document), tokens=sum(tokens_of(one) for one in choices)), fault

    def beside_choices(self) -> dict[str, Any]:
        """What a host adds to an answer, and sends first in a stream."""
        return {}

    def beside_choice(self) -> dict[str, Any]:
        """What a host adds to each choice."""
        return {}

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
            logprobs = {"content": [logprob_of(piece, top) for piece in pieces(answer.text or "")], "refusal": None}
        return {"index": index, "message": message, "logprobs": logprobs, "finish_reason": finish_of(answer)}

    def _chat_events(
        self, body: dict[str, Any], head: dict[str, Any], choices: list[Answer], usage: dict[str, Any], fault: Fault
    ) -> Iterator[Event]:
        counts = streams_usage(body) and not fault.drop_usage
        head = head | {"object": "chat.completion.chunk"}
        tail: dict[str, Any] = {"usage": None} if counts else {}
        top = top_logprobs(body)
        if beside := self.beside_choices():
            opening: dict[str, Any] = {"id": "", "object": "", "created": 0, "model": "", "choices": []}
            yield self.event(opening | beside), 0
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
                choice: dict[str, Any] = {"index": index, "delta": delta, "logprobs": logprobs, "finish_reason": finish}
                choice |= self.beside_choice()
                yield self.event(head | {"choices": [choice]} | tail), weight
        if counts:
            yield self.event(head | {"choices": [], "usage": usage}), 0
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
                logprobs = None if top is None else {"content": [logprob_of(piece, top)], "refusal": None}
                yield {"content": piece}, None, logprobs, 1
        for index, call in enumerate(self._calls(answer)):
            function = call["function"]
            opening = call | {"index": index, "function": {"name": function["name"], "arguments": ""}}
            yield {"tool_calls": [opening]}, None, None, 1
            for piece in pieces(function["arguments"]):
                yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, None, None, 1
        yield {}, finish_of(answer), None, 0

    # --- legacy completions ---

    def _completion(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=False)
        prompts = inputs(body, "prompt")
        check_sampling(body)
        answer = script.take(prompts[-1], body, conversation=True)
        fault = fault_of(answer, asked)
        if raw := self.scripted(answer, streams=bool(body.get("stream"))):
            return raw, fault
        choices: list[Answer] = []
        for prompt in prompts:
            question = Question(text=prompt, max_tokens=body.get("max_tokens", 64), stop=stops(body))
            for index in range(body.get("n") or 1):
                said = spoken(question, answer, index)
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
            return self.streamed(events), fault
        document: dict[str, Any] = head | {
            "choices": [
                {"text": one.text or "", "index": index, "logprobs": None, "finish_reason": finish_of(one)}
                for index, one in enumerate(choices)
            ]
        }
        if not fault.drop_usage:
            document["usage"] = usage
        return Reply(body=encoded(document), tokens=sum(tokens_of(one) for one in choices)), fault

    def _completion_events(
        self, body: dict[str, Any], head: dict[str, Any], choices: list[Answer], usage: dict[str, Any], fault: Fault
    ) -> Iterator[Event]:
        def choice(index: int, text: str, finish: str | None) -> bytes:
            part = {"text": text, "index": index, "logprobs": None, "finish_reason": finish}
            return self.event(head | {"choices": [part]})

        for index, answer in enumerate(choices):
            for piece in pieces(answer.text or ""):
                yield choice(index, piece, None), 1
            yield choice(index, "", finish_of(answer)), 0
        if streams_usage(body) and not fault.drop_usage:
            yield self.event(head | {"choices": [], "usage": usage}), 0
        if not fault.no_done:
            yield _DONE, 0

    # --- embeddings ---

    def _embeddings(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        body = call.body
        model = known_model(body, self._more_models, embeds=True)
        texts = inputs(body, "input")
        if len(texts) > _MOST_INPUTS:
            refuse(f"'input' may hold at most {_MOST_INPUTS} items.", "input")
        dimensions = body.get("dimensions", DIMENSIONS)
        if not is_integer(dimensions) or not 1 <= dimensions <= 4096:
            refuse("'dimensions' must be an integer from 1 to 4096.", "dimensions")
        encoding = body.get("encoding_format", "float")
        if encoding not in ("float", "base64"):
            refuse("'encoding_format' must be 'float' or 'base64'.", "encoding_format")
        answer = script.take(texts[-1], body, conversation=False)
        fault = fault_of(answer, asked)
        if answer is not None and answer.body is not None:
            return Reply(body=raw_body(answer.body)), fault
        data: list[dict[str, Any]] = []
        for index, text in enumerate(texts):
            vector = vector_of(text, dimensions)
            shown: Any = vector.tolist() if encoding == "float" else base64.b64encode(packed(vector)).decode()
            data.append({"object": "embedding", "index": index, "embedding": shown})
        tokens = sum(len(pieces(text)) for text in texts)
        document: dict[str, Any] = {"object": "list", "data": data, "model": model}
        if not fault.drop_usage:
            document["usage"] = {"prompt_tokens": tokens, "total_tokens": tokens}
        return Reply(body=encoded(document)), fault


# --- saying answers ---------------------------------------------------------------------------------------------------


def _usage(prompt: int, choices: list[Answer]) -> dict[str, Any]:
    completion = sum(tokens_of(one) for one in choices)
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


def logprob_of(piece: str, top: int) -> dict[str, Any]:
    """How sure the model was: a number below 0 that depends on the piece; its rivals are less likely."""

    def one(token: str, value: float) -> dict[str, Any]:
        return {"token": token, "logprob": value, "bytes": list(token.encode("utf-8", "surrogatepass"))}

    best = -round((zlib.crc32(piece.encode("utf-8", "surrogatepass")) % 1000 + 1) / 2000, 4)
    rivals = [one(f"{piece}{'?' * rank}", round(best - 1.5 * rank, 4)) for rank in range(top)]
    return one(piece, best) | {"top_logprobs": rivals}


def _silence() -> bytes:
    """A WAV file of silence: mono, 16 bits, 24 kHz."""
    rate = 24_000
    samples = bytes(2 * int(rate * _SILENCE_SECONDS))
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16)
    data = struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI4s", b"RIFF", 4 + len(form) + len(data), b"WAVE") + form + data
