"""What a test tells the embedded provider to do: `Answer`, `Fault`, `Pace`, and the `Script` of rules that holds them.

Nothing here knows HTTP or a provider's JSON: an `Answer` says what to say, a `Fault` what to break.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from .json_shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NO_FAULT", "Answer", "Chunk", "Fault", "Pace", "Script", "ToolCall", "When"]

Chunk: TypeAlias = "Mapping[str, Any] | str | bytes"
When: TypeAlias = "str | Callable[[dict[str, Any]], bool] | None"


@attrs.frozen(eq=True)
class Pace:
    """How fast answers come; without jitter, so that a test can count on it.

    Attributes:
        first_token: Seconds before the first piece of text, default 0.25.
        tokens_per_second: Pieces per second after it, default 60. `inf` sends without waiting.
    """

    first_token: float = 0.25
    tokens_per_second: float = 60.0

    @classmethod
    def instant(cls) -> Pace:
        """No waiting at all: for tests."""
        return cls(first_token=0.0, tokens_per_second=float("inf"))

    def at(self, tokens: int) -> float:
        """Seconds after the request at which the token with this number (from 0) is ready."""
        return self.first_token + tokens / self.tokens_per_second


@attrs.frozen(eq=False)
class ToolCall:
    """One tool call of an answer.

    Attributes:
        name: Name of the tool.
        arguments: A mapping, or the exact string to send (which may be broken JSON).
        id: Id of the call; None lets the provider make one.
    """

    name: str
    arguments: Any = attrs.field(factory=dict[str, Any])
    id: str | None = None

    @property
    def arguments_text(self) -> str:
        """The arguments as they stand on the wire."""
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments)

    @classmethod
    def of(cls, value: ToolCall | Mapping[str, Any]) -> ToolCall:
        """A call from `{"name", "arguments", "id"}`, or from the same inside `{"id", "function": {...}}`."""
        if isinstance(value, ToolCall):
            return value
        function: Mapping[str, Any] = value.get("function", value)
        return cls(name=function["name"], arguments=function.get("arguments", {}), id=value.get("id"))


@attrs.frozen(eq=False)
class Fault:
    """What goes wrong with an answer. Everything can be combined.

    A chunk is one event of a stream. An answer that is not streamed counts as one chunk.
    Bytes are those of the body, after gzip, without the framing of chunked transfer.

    Attributes:
        status: HTTP status; 400 and above turn the answer into an error of the provider's shape.
        message, type, code: What that error says; None for what fits the status. A family that knows no codes, or no
            types, leaves them away.
        body: Text, bytes or JSON to send instead of that error.
        retry_after: `Retry-After`: a number of seconds, or a string sent as it is.
        headers: More response headers; they win.
        delay: Seconds before the headers.
        first_byte_delay: Seconds between the headers and the first byte of the body.
        stall_after: Chunks to send before falling silent until the client closes;
            for an answer that is not streamed, bytes.
        heartbeat: Seconds between the signs of life sent while a stream stalls or waits for its first byte: comments
            (`: ping`), or what the family has in their place. An answer that is not streamed gets empty lines before
            its first byte, as some providers do.
        heartbeat_event: Send an event of this name in place of the comment.
        cut_after_bytes: Close the connection after exactly this many bytes of the body.
        cut_after_chunks: Close the connection after this many chunks.
        reset: Close with RST in place of FIN; alone, before the headers.
        truncate_after_chunks: End the body cleanly after this many chunks, without the provider's last word.
        slow_body: Bytes per second of the body.
        broken_frame_at: The chunk with this index (from 0) cannot be read: invalid JSON, or a check sum that is wrong;
            the stream goes on.
        error_frame_at: In place of the chunk with this index comes an error, inside the 200; the stream ends.
        content_type: `Content-Type` to claim.
        html: A login page in place of the answer, status 200 unless `status` says otherwise.
        empty: No body at all, status 200 unless `status` says otherwise.
        refuse: Accept the request and close the connection before the headers.
        no_done: Leave the stream's last word away: `[DONE]`, `message_stop`, `response.completed`, `"done": true`.
        drop_usage: Leave the usage away.
        gzip: Compress the body; a stream is flushed after every chunk.
    """

    status: int | None = None
    message: str | None = None
    type: str | None = None
    code: str | None = None
    body: Any = None
    retry_after: float | str | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])
    delay: float = 0.0
    first_byte_delay: float = 0.0
    stall_after: int | None = None
    heartbeat: float | None = None
    heartbeat_event: str | None = None
    cut_after_bytes: int | None = None
    cut_after_chunks: int | None = None
    reset: bool = False
    truncate_after_chunks: int | None = None
    slow_body: float | None = None
    broken_frame_at: int | None = None
    error_frame_at: int | None = None
    content_type: str | None = None
    html: bool = False
    empty: bool = False
    refuse: bool = False
    no_done: bool = False
    drop_usage: bool = False
    gzip: bool = False

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Fault:
        """A fault from a mapping of its fields.

        Raises:
            ValueError: A field that does not exist.
            TypeError: A value of the wrong type.
        """
        unknown = sorted(set(value) - set(_FAULT_FIELDS))
        if unknown:
            raise ValueError(f"unknown fault field {', '.join(unknown)}; there are {', '.join(sorted(_FAULT_FIELDS))}")
        for name, given in value.items():
            if not _fits(given, _FAULT_FIELDS[name]):
                raise TypeError(f"{name} must be {' or '.join(_FAULT_FIELDS[name])}, not {given!r}")
        return cls(**value)


NO_FAULT = Fault()
"""Nothing goes wrong."""

_FAULT_FIELDS = {field.name: str(field.type).split(" | ") for field in attrs.fields(Fault)}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "Any": object,
    "None": type(None),
    "bool": bool,
    "float": (int, float),
    "int": int,
    "str": str,
    "Mapping[str, str]": dict,
}


def _fits(value: Any, kinds: list[str]) -> bool:
    """Whether a decoded JSON value may stand in a field of these types; true and false are no numbers."""
    if isinstance(value, bool):
        return "bool" in kinds or "Any" in kinds
    return any(isinstance(value, _KINDS[kind]) for kind in kinds)


def _tool_calls(value: Sequence[ToolCall | Mapping[str, Any]] | None) -> tuple[ToolCall, ...]:
    return tuple(ToolCall.of(call) for call in value or ())


@attrs.frozen(eq=False)
class Answer:
    """What the provider says, whatever the wire. A scripted answer is given as it is: no limit or stop cuts it.

    Attributes:
        text: The visible text, or None.
        reasoning: The thoughts before it, or None.
        tool_calls: `ToolCall`s, or mappings with `name`, `arguments` and perhaps `id`.
        finish_reason: "stop", "length", "tool_calls", "content_filter", said in the family's words, or any other; None
            for what fits.
        usage: The whole usage object; None counts.
        refusal: The words of a refusal, or None.
        fault: What goes wrong.
        chunks: Payloads of a stream in the frames of the family: mappings as JSON, strings as they are, bytes without
            any frame. Nothing is added, also no last word. For Bedrock a mapping is `{"type of the event": payload}`.
        body: Raw body of an answer that is not streamed: text, bytes or JSON.
        audio: Whether the text is also spoken.
    """

    text: str | None = None
    reasoning: str | None = None
    tool_calls: tuple[ToolCall, ...] = attrs.field(default=(), converter=_tool_calls)
    finish_reason: str | None = None
    usage: Mapping[str, Any] | None = None
    refusal: str | None = None
    fault: Fault | None = None
    chunks: Sequence[Chunk] | None = None
    body: Any = None
    audio: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to say; if not, only the fault applies and the default answer is given."""
        return any(part is not None for part in (self.text, self.reasoning, self.refusal)) or bool(self.tool_calls)

    @property
    def is_about_transport(self) -> bool:
        """Whether the answer also makes sense for an endpoint that is no conversation."""
        return self.fault is not None or self.body is not None


@attrs.define(eq=False)
class _Rule:
    when: When
    answer: Answer
    left: int | None

    def matches(self, text: str, body: dict[str, Any]) -> bool:
        if self.left == 0:
            return False
        if self.when is None:
            return True
        if isinstance(self.when, str):
            return self.when in text
        return bool(self.when(body))


class Script:
    """The rules and the queue of one provider, shared by the test's threads and the server's."""

    __slots__ = ("_asked", "_lock", "_queue", "_rules")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[_Rule] = []
        self._queue: list[Answer] = []
        self._asked: dict[str, int] = {}

    def add(self, when: When, answer: Answer, times: int | None) -> None:
        """Add a rule behind the others; it applies `times` times, None for ever."""
        with self._lock:
            self._rules.append(_Rule(when, answer, times))

    def push(self, answer: Answer) -> None:
        """Have `answer` given to the next request that is not promised another one."""
        with self._lock:
            self._queue.append(answer)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._rules.clear()
            self._queue.clear()
            self._asked.clear()

    def take(self, text: str, body: dict[str, Any], *, conversation: bool) -> Answer | None:
        """The queued answer or that of the first rule that matches; None when the provider may speak freely.

        Args:
            text: What the user said last.
            body: The decoded request.
            conversation: False for endpoints that only faults and raw bodies make sense for.
        """
        with self._lock:
            if self._queue and (conversation or self._queue[0].is_about_transport):
                return self._queue.pop(0)
            rules = [rule for rule in self._rules if conversation or rule.answer.is_about_transport]
        # The test's own callables run without the lock: they may look at the provider.
        for rule in rules:
            if not rule.matches(text, body):
                continue
            with self._lock:
                if rule.left == 0:
                    continue
                if rule.left is not None:
                    rule.left -= 1
            return rule.answer
        return None

    def fault_asked_by(self, header: str, asker: str | None) -> Fault | None:
        """The fault that a request asks for in a header of its own, or None once it had that `times` times.

        Args:
            header: JSON of the fields of a `Fault`, and perhaps `times`.
            asker: What `times` is counted by; None counts by the header itself.

        Raises:
            ValueError, TypeError: The header is no such JSON.
        """
        fields: Any = json.loads(header)
        if not is_object(fields):
            raise TypeError("it must be a JSON object")
        times: Any = fields.pop("times", None)
        fault = Fault.of(fields)
        if times is None:
            return fault
        key = header if asker is None else asker
        with self._lock:
            count = self._asked.get(key, 0)
            if count >= int(times):
                return None
            self._asked[key] = count + 1
        return fault
