"""What a wire family of the embedded provider offers, and what all families share.

A `Family` turns a `Call` into a `Reply` and knows the shapes that faults take on its wire: errors, errors in the middle
of a stream, heartbeats, frames that are broken. What is said comes from `ailib.testing.answers` or from the test's
script; a family only says it in its own words. `BaseFamily` holds the defaults: server-sent events, bearer keys, JSON.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import zlib
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Protocol

import attrs

from .answers import answer_to, pieces
from .delivery import Call, Event, Reply
from .json_shapes import is_array, is_integer, is_object
from .script import NO_FAULT, Answer, Chunk, Fault, Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .answers import Question

__all__ = [
    "CONTEXT",
    "EMBEDDER",
    "MODELS",
    "REASONER",
    "BaseFamily",
    "Family",
    "PromptCache",
    "Refused",
    "Talk",
    "encoded",
    "fault_of",
    "finish_of",
    "has_seal",
    "inner",
    "objects",
    "prompt_tokens",
    "raw_body",
    "read_number",
    "seal",
    "spoken",
    "tokens_of",
    "unwrap",
    "wrap",
]

MODELS = ("embedded-chat", "embedded-reasoner", "embedded-mini", "embedded-embed")
"""The models on offer; the last one embeds, the others chat."""

REASONER = "embedded-reasoner"
EMBEDDER = "embedded-embed"
CONTEXT = 128_000
"""How many tokens a prompt may have."""

# Not a secret: it only makes sure that what comes back is what was given out, also by another process.
_SEAL_KEY = b"the embedded provider"
_MOST_CACHED = 10_000


class Refused(Exception):
    """The request gets an error for an answer.

    Attributes:
        status: HTTP status.
        message: What is wrong.
        kind: The family's word for this kind of error; None for what fits the status.
        param: The field that is wrong.
        code: The family's code; None for what fits the status.
    """

    def __init__(
        self, status: int, message: str, *, kind: str | None = None, param: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.param = param
        self.code = code


class Family(Protocol):
    """One way to speak over HTTP.

    Attributes:
        takes_bytes: Whether bodies may be something else than a JSON object.
    """

    takes_bytes: ClassVar[bool]

    def claims(self, method: str, path: str, headers: Mapping[str, str]) -> bool:
        """Whether a request is meant for this family."""
        ...

    def key(self, call: Call) -> str | None:
        """The API key that a request brings, or None."""
        ...

    def reply(self, call: Call, script: Script, asked: Fault | None) -> tuple[Reply, Fault]:
        """Answer one call.

        Args:
            call: The request.
            script: The rules of the provider.
            asked: A fault that the request itself asks for; it beats that of the script.

        Raises:
            Refused: The request is not valid.
        """
        ...

    def headers(self, call: Call, seconds: float) -> dict[str, str]:
        """Headers that every response of the family has; `seconds` is how long the answer took to make."""
        ...

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid."""
        ...

    def error_body(self, status: int, fault: Fault) -> bytes:
        """The body of the error that a fault wants."""
        ...

    def error_headers(self, fault: Fault, status: int) -> dict[str, str]:
        """Headers that go with that body."""
        ...

    def error_event(self, fault: Fault) -> bytes:
        """The event of a stream that tells of an error."""
        ...

    def heartbeat(self, name: str | None) -> bytes:
        """What keeps a silent stream alive; `name` is that of the event a fault asks for."""
        ...

    def broken(self, event: bytes) -> bytes:
        """An event spoiled so that it cannot be read, while those behind it can."""
        ...


# --- JSON and seals ---------------------------------------------------------------------------------------------------

_dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encoded(value: Any) -> bytes:
    """JSON as bytes; lone surrogates survive."""
    return _dumped(value).encode("utf-8", "surrogatepass")


def raw_body(body: Any) -> bytes:
    """A scripted body: bytes and text as they are, everything else as JSON."""
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else encoded(body)


def objects(value: Any) -> list[dict[str, Any]]:
    """The JSON objects in an array; none when it is no array."""
    return [one for one in value if is_object(one)] if is_array(value) else []


def inner(value: Any, *names: str) -> dict[str, Any]:
    """The JSON object below `names`; an empty one when there is none."""
    for name in names:
        value = value.get(name) if is_object(value) else None
    return value if is_object(value) else {}


def _mac(text: str) -> bytes:
    return hmac.digest(_SEAL_KEY, text.encode("utf-8", "surrogatepass"), hashlib.sha256)


def seal(text: str) -> str:
    """The signature of a text, as reasoning has one."""
    return base64.b64encode(b"\x12" + _mac(text)).decode()


def has_seal(text: str, signature: Any) -> bool:
    """Whether the signature is the one that `seal` gave to this text."""
    return isinstance(signature, str) and hmac.compare_digest(seal(text).encode(), signature.encode())


def wrap(text: str) -> str:
    """A text that the client cannot read and must bring back as it is: encrypted or redacted reasoning."""
    return base64.b64encode(_mac(text) + zlib.compress(text.encode("utf-8", "surrogatepass"))).decode()


def unwrap(data: Any) -> str | None:
    """The text inside what `wrap` made; None when somebody changed it."""
    if not isinstance(data, str):
        return None
    try:
        raw = base64.b64decode(data, validate=True)
        text = zlib.decompress(raw[32:]).decode("utf-8", "surrogatepass")
    except (ValueError, zlib.error):
        return None
    return text if hmac.compare_digest(_mac(text), raw[:32]) else None


# --- answers and their cost -------------------------------------------------------------------------------------------


def fault_of(answer: Answer | None, asked: Fault | None) -> Fault:
    """The fault to apply: the one the request asks for, else that of the script."""
    if asked is not None:
        return asked
    return answer.fault if answer is not None and answer.fault is not None else NO_FAULT


def spoken(question: Question, scripted: Answer | None, choice: int = 0) -> Answer:
    """What is said: the script's words, or the usual ones."""
    if scripted is None:
        return answer_to(question, choice)
    if scripted.says_something:
        return scripted
    # Only a finish reason, a usage or a fault was scripted: the words are the usual ones.
    usual = answer_to(question, choice)
    return usual if scripted.finish_reason is None else attrs.evolve(usual, finish_reason=scripted.finish_reason)


def finish_of(answer: Answer) -> str:
    """The finish reason as OpenAI names it."""
    return answer.finish_reason or ("tool_calls" if answer.tool_calls else "stop")


def tokens_of(answer: Answer) -> int:
    """How many tokens an answer has, reasoning included."""
    said = [answer.text or "", answer.reasoning or "", answer.refusal or ""]
    said += [f"{call.name} {call.arguments_text}" for call in answer.tool_calls]
    return sum(len(pieces(text)) for text in said)


def prompt_tokens(messages: int, texts: Iterable[str], media: int = 0) -> int:
    """Tokens of a prompt: four for each message, the pieces of its texts, 85 for each image, sound or file."""
    return 4 * messages + sum(len(pieces(text)) for text in texts) + 85 * media


def read_number(value: Any, name: str, low: float, high: float, *, whole: bool = False) -> None:
    """Refuse what is no number from `low` to `high`; None passes.

    Raises:
        Refused: It is none.
    """
    if value is None:
        return
    fits = is_integer(value) if whole else isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or not low <= value <= high:
        kind = "an integer" if whole else "a number"
        raise Refused(400, f"{name}: Input should be {kind} from {low:g} to {high:g}", param=name)


@attrs.frozen(eq=False)
class Talk:
    """What is said to one request, before a family puts it into its words.

    Attributes:
        raw: The reply that the script gives byte for byte, or None.
        scripted: The answer of the script, or None.
        answer: The answer.
        fault: What goes wrong.
        usage: The usage that the script gives, or None.
        stopped_by: The stop string that ended the text, or None.
    """

    raw: Reply | None
    scripted: Answer | None
    answer: Answer
    fault: Fault
    usage: dict[str, Any] | None
    stopped_by: str | None


def _stopped_by(question: Question, answer: Answer) -> str | None:
    """The stop string that cut an answer nobody scripted."""
    if not question.stop or answer.text is None or answer.finish_reason != "stop":
        return None
    whole = answer_to(attrs.evolve(question, stop=(), max_tokens=None)).text or ""
    rest = whole[len(answer.text) :]
    return next((stop for stop in question.stop if stop and rest.startswith(stop)), None)


class PromptCache:
    """The prompts that were cached, and what a cache costs and saves."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def use(self, prompt: str, marker: str, tokens: int) -> tuple[int, int]:
        """Tokens written to and read from the cache: what lies before the last marker.

        Args:
            prompt: The whole prompt as JSON.
            marker: What marks the end of the part to cache; an empty one is the end of the prompt.
            tokens: Tokens of the whole prompt.
        """
        at = prompt.rfind(marker)
        if at < 0:
            return 0, 0
        prefix = prompt[:at]
        known = self._known.get(prefix)
        if known is not None:
            return 0, min(known, tokens)
        if len(self._known) >= _MOST_CACHED:
            self._known.clear()
        share = self._known[prefix] = min(tokens, max(1, round(tokens * at / len(prompt))))
        return share, 0


# --- the defaults -----------------------------------------------------------------------------------------------------


class BaseFamily:
    """A family that speaks JSON and server-sent events and takes bearer keys.

    Args:
        more_models: Names that it answers to beyond `MODELS`.
    """

    stream_type: ClassVar[str] = "text/event-stream; charset=utf-8"
    takes_bytes: ClassVar[bool] = False

    def __init__(self, more_models: tuple[str, ...] = ()) -> None:
        self._more_models = more_models
        self._numbers = itertools.count(1)

    # --- shapes that a family has of its own ---

    def error(self, status: int, message: str, kind: str | None, code: str | None, param: str | None) -> Any:
        """The JSON of an error; None is what fits the status."""
        return {"error": {"message": message, "type": kind, "code": code, "param": param, "status": status}}

    def error_message(self, status: int) -> str:
        """What an error says when nobody gave it words."""
        return f"The embedded provider was told to answer {status}."

    def event(self, value: Mapping[str, Any]) -> bytes:
        """One event of a stream."""
        return b"data: " + encoded(value) + b"\n\n"

    def headers(self, call: Call, seconds: float) -> dict[str, str]:  # noqa: ARG002 - a family may look at them
        """Headers that every response of the family has."""
        return {}

    # --- keys ---

    def key(self, call: Call) -> str | None:
        """The API key that a request brings."""
        given = call.headers.get("Authorization", "")
        return given[7:].strip() if given[:7].lower() == "bearer " else None

    # --- errors and faults ---

    def refusal(self, refused: Refused) -> Reply:
        """The answer to a request that is not valid."""
        body = self.error(refused.status, refused.message, refused.kind, refused.code, refused.param)
        fault = Fault(type=refused.kind, code=refused.code)
        return Reply(status=refused.status, body=encoded(body), headers=self.error_headers(fault, refused.status))

    def error_body(self, status: int, fault: Fault) -> bytes:
        """The body of the error that a fault wants."""
        if fault.body is not None:
            return raw_body(fault.body)
        message = fault.message or self.error_message(status)
        return encoded(self.error(status, message, fault.type, fault.code, None))

    def error_headers(self, fault: Fault, status: int) -> dict[str, str]:  # noqa: ARG002 - most have none
        """Headers that go with that body."""
        return {}

    def error_event(self, fault: Fault) -> bytes:
        """The event of a stream that tells of an error."""
        if fault.body is not None:
            return b"data: " + raw_body(fault.body) + b"\n\n"
        status = fault.status or 500
        message = fault.message or self.error_message(status)
        return self.event(self.error(status, message, fault.type, fault.code, None))

    def heartbeat(self, name: str | None) -> bytes:
        """A comment, or the event that a fault asks for."""
        if name is None:
            return b": ping\n\n"
        return f"event: {name}\ndata: {json.dumps({'type': name})}\n\n".encode()

    def broken(self, event: bytes) -> bytes:
        """Half of the payload and no closing bracket is never JSON."""
        payload = event.rstrip(b"\n")
        start = payload.find(b"data: ") + len(b"data: ")
        return payload[: max(len(payload) // 2, start + 2)] + b"\n\n"

    # --- scripts ---

    def scripted_event(self, chunk: Chunk) -> bytes:
        """One of the chunks of a scripted answer."""
        if isinstance(chunk, bytes):
            return chunk
        return f"data: {chunk}\n\n".encode() if isinstance(chunk, str) else self.event(chunk)

    def scripted(self, answer: Answer | None, *, streams: bool) -> Reply | None:
        """The reply of an answer that is given byte for byte."""
        if answer is None:
            return None
        if answer.chunks is not None and (streams or answer.body is None):
            return self.streamed([(self.scripted_event(chunk), 1) for chunk in answer.chunks])
        return Reply(body=raw_body(answer.body)) if answer.body is not None else None

    def streamed(self, events: Iterable[Event]) -> Reply:
        """The reply of a stream."""
        return Reply(events=events, content_type=self.stream_type)

    def talk(
        self, question: Question, body: dict[str, Any], script: Script, asked: Fault | None, *, streams: bool
    ) -> Talk:
        """Find out what to say to a question.

        Args:
            question: The request.
            body: The same as it came.
            script: The rules.
            asked: The fault that the request asks for.
            streams: Whether a stream is wanted.
        """
        scripted = script.take(question.text, body, conversation=True)
        answer = spoken(question, scripted)
        usage = None if scripted is None or scripted.usage is None else dict(scripted.usage)
        stopped_by = None if scripted is not None and scripted.says_something else _stopped_by(question, answer)
        raw = self.scripted(scripted, streams=streams)
        return Talk(raw, scripted, answer, fault_of(scripted, asked), usage, stopped_by)

    def aside(
        self, script: Script, asked: Fault | None, text: str, body: dict[str, Any], said: Callable[[], Any]
    ) -> tuple[Reply, Fault]:
        """Answer a call that is no conversation; only faults and raw bodies of the script apply to it.

        Args:
            script: The rules.
            asked: The fault that the request asks for.
            text: What rules are compared with.
            body: The decoded request.
            said: Makes the JSON of the answer.
        """
        document = said()
        answer = script.take(text, body, conversation=False) if asked is None else None
        fault = fault_of(answer, asked)
        if answer is not None and answer.body is not None:
            return Reply(body=raw_body(answer.body)), fault
        return Reply(body=encoded(document)), fault

    # --- models ---

    def model_names(self) -> tuple[str, ...]:
        """All models."""
        return (*MODELS, *self._more_models)

    def known(self, name: Any, *, embeds: bool = False) -> str:
        """The model of a request, which must embed or must chat; those of the user do both.

        Raises:
            Refused: There is no such model.
        """
        if not isinstance(name, str) or not name:
            raise Refused(400, "model: Field required", param="model")
        if name in self._more_models:
            return name
        if name not in MODELS or embeds != (name == EMBEDDER):
            self.unknown_model(name)
        return name

    def unknown_model(self, name: str) -> NoReturn:
        """Refuse a model that does not exist."""
        raise Refused(404, f"model: {name}", param="model")
