"""Puts a stream together again: tool calls out of fragments, one message per answer.

Which call does a fragment belong to? Servers number them badly (no index, always 0, a new one for each piece),
repeat id and name in every piece, or send neither. The rules, in order:

1. An id that is known names its call, whatever the index says.
2. A new id starts a new call; but if the call at that index has no id yet, it is that call's.
3. Without an id, the index decides; a fragment that brings a name to a call whose arguments are already complete
   JSON starts a new one.
4. Without id and index, a name starts a new call, anything else continues the last one.
"""

from __future__ import annotations

from typing import Any

from ..models.content import AudioPart, ContentPart, MessageContent, ReasoningPart, RefusalPart, TextPart, ToolCall
from ..models.message import FunctionCall, Message, Role
from ..models.response import Choice
from .json import loads
from .shapes import Json, is_list, member

__all__ = ["ChoiceAssembly", "ToolCallAssembly", "paired"]


def paired(text: str) -> str:
    """Text in which the halves of a character that was cut in two (as UTF-16, by a server) are one again."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def _complete(arguments: str) -> bool:
    """Whether the text is a whole JSON value with something in it."""
    if not arguments.rstrip().endswith(("}", "]")):
        return False
    try:
        loads(arguments)
    except ValueError:
        return False
    return True


class _Call:
    __slots__ = ("extra", "id", "name", "pieces", "told_id", "told_name", "type")

    def __init__(self, call_id: str, name: str, kind: str) -> None:
        self.id = call_id
        self.name = name
        self.type = kind
        self.pieces: list[str] = []
        self.extra: dict[str, Any] = {}
        self.told_id = self.told_name = False  # given out in a fragment

    @property
    def arguments(self) -> str:
        return paired("".join(self.pieces))


class ToolCallAssembly:
    """The calls of one answer, from fragments."""

    __slots__ = ("_by_id", "_by_index", "calls")

    def __init__(self) -> None:
        self.calls: list[_Call] = []
        self._by_id: dict[str, int] = {}
        self._by_index: dict[int, int] = {}

    def _new(self, index: int | None, call_id: str, name: str, kind: str) -> int:
        place = len(self.calls)
        self.calls.append(_Call(call_id, name, kind))
        if call_id:
            self._by_id[call_id] = place
        if index is not None:
            self._by_index[index] = place
        return place

    def _find(self, index: int | None, call_id: str, name: str, arguments: str) -> int | None:
        """The place of the call a fragment continues; None for a new one."""
        if call_id:
            place = self._by_id.get(call_id)
            if place is not None:
                call = self.calls[place]
                # The same id for two whole calls: only a new index with new whole arguments can tell.
                other = index is not None and self._by_index.get(index, place) != place
                fresh = index is not None and index not in self._by_index
                if (other or fresh) and name and arguments.lstrip().startswith("{") and _complete(call.arguments):
                    return None
                return place
            at = self._by_index.get(index) if index is not None else None
            if at is not None and not self.calls[at].id and not (name and self.calls[at].name not in ("", name)):
                self.calls[at].id = call_id
                self._by_id[call_id] = at
                return at
            return None
        if index is not None:
            place = self._by_index.get(index)
            if place is None:
                return None
            if name and self.calls[place].name and _complete(self.calls[place].arguments):
                return None
            return place
        if name or not self.calls:
            last = self.calls[-1] if self.calls else None
            # Some servers repeat the name in every piece.
            if last is None or last.name != name or _complete(last.arguments):
                return None
        return len(self.calls) - 1

    def add(self, index: int | None, call_id: str, name: str, arguments: str, kind: str = "function") -> int:
        """Take a fragment; returns the place of its call in `calls`."""
        place = self._find(index, call_id, name, arguments)
        if place is None:
            place = self._new(index, call_id, name, kind)
        elif index is not None and call_id:
            self._by_index[index] = place
        call = self.calls[place]
        if name and not call.name:
            call.name = name
        if arguments:
            call.pieces.append(arguments)
        return place

    def parts(self) -> list[ToolCall]:
        """The calls so far."""
        return [ToolCall(call.id, call.name, call.arguments, call.type, call.extra or None) for call in self.calls]


def _merge_details(details: list[Any]) -> list[Any]:
    """Reasoning details of a stream: pieces of one detail (same index and type) become one, in order.

    Text grows; a signature, an id or encrypted data is taken as it comes.
    Source: https://openrouter.ai/docs/use-cases/reasoning-tokens (chunks carry fragments of reasoning_details).
    """
    merged: list[Any] = []
    target: dict[str, Any] | None = None
    for detail in details:
        piece: Json = detail
        if not isinstance(piece, dict):
            target = None
            merged.append(piece)
            continue
        if (
            target is not None
            and piece.get("type") == target.get("type")
            and piece.get("index") == target.get("index")
            and piece.get("index") is not None
        ):
            for key, value in piece.items():
                before = target.get(key)
                if key in ("text", "summary", "data") and isinstance(value, str) and isinstance(before, str):
                    target[key] = before + value
                elif value is not None or key not in target:
                    target[key] = value
        else:
            target = dict(piece)
            merged.append(target)
    return merged


class ChoiceAssembly:
    """One answer, from deltas."""

    __slots__ = (
        "audio", "calls", "details", "details_field", "extra", "finish_reason", "finish_reason_raw", "function",
        "index", "logprobs", "reasoning", "reasoning_field", "refusal", "role", "text", "unknown",
    )  # fmt: skip

    def __init__(self, index: int) -> None:
        self.index: int = index
        self.role: str = Role.ASSISTANT
        self.text: list[str] = []
        self.reasoning: list[str] = []
        self.reasoning_field: str | None = None
        self.refusal: list[str] = []
        self.details: list[Any] = []
        self.details_field: str = "reasoning_details"
        self.calls: ToolCallAssembly | None = None
        self.function: list[str] | None = None  # name, then pieces of the arguments
        self.audio: dict[str, Any] | None = None
        self.unknown: list[ContentPart] = []
        self.extra: dict[str, Any] = {}
        self.logprobs: Json = None
        self.finish_reason: str | None = None
        self.finish_reason_raw: str | None = None

    def add_logprobs(self, logprobs: Json) -> None:
        """Lists of token probabilities grow; anything else is replaced."""
        known = self.logprobs
        if isinstance(logprobs, dict) and isinstance(known, dict):
            for key, value in logprobs.items():
                before = known.get(key)
                known[key] = before + value if is_list(before) and is_list(value) else value
        elif logprobs is not None:
            self.logprobs = dict(logprobs) if isinstance(logprobs, dict) else logprobs

    def add_function(self, piece: dict[str, Any]) -> None:
        """A piece of a call in the older form: the name comes once, the arguments grow."""
        if self.function is None:
            self.function = [str(piece.get("name") or "")]
        elif piece.get("name") and not self.function[0]:
            self.function[0] = str(piece["name"])
        if piece.get("arguments"):
            self.function.append(str(piece["arguments"]))

    def add_audio(self, audio: dict[str, Any]) -> None:
        """Base64 data and transcript grow; id and expiry are taken as they come."""
        known = self.audio = self.audio or {}
        for key, value in audio.items():
            before = known.get(key)
            grows = key in ("data", "transcript") and isinstance(before, str) and isinstance(value, str)
            known[key] = before + value if grows and before is not None else value

    def message(self, provider: str) -> Message:
        """The message so far."""
        parts: list[ContentPart] = []
        if self.reasoning or self.details:
            details = _merge_details(self.details) if self.details else None
            parts.append(
                ReasoningPart(
                    "".join(self.reasoning),
                    _signature(details),
                    details,
                    self.details_field if details else self.reasoning_field,
                    provider,
                )
            )
        if self.text:
            parts.append(TextPart("".join(self.text)))
        parts.extend(self.unknown)
        if self.refusal:
            parts.append(RefusalPart(paired("".join(self.refusal))))
        if self.audio is not None:
            parts.append(audio_part(self.audio))
        if self.calls is not None:
            parts.extend(self.calls.parts())
        function = FunctionCall(self.function[0], "".join(self.function[1:])) if self.function else None
        return Message(
            self.role, MessageContent(parts), function_call=function, extra=dict(self.extra) or None, origin=provider
        )

    def choice(self, provider: str) -> Choice:
        """The answer so far."""
        return Choice(self.index, self.message(provider), self.finish_reason, self.finish_reason_raw, self.logprobs)


def _signature(details: list[Any] | None) -> str | None:
    for detail in details or ():
        signature = member(detail, "signature")
        if isinstance(signature, str):
            return signature
    return None


def audio_part(audio: dict[str, Any]) -> AudioPart:
    """The sound of an answer: `{id, data, transcript, expires_at}`; data is base64."""
    import base64
    import binascii

    data = audio.get("data")
    sound: bytes | None = None
    if isinstance(data, str):
        try:
            # Each streamed piece may be padded on its own.
            sound = b"".join(base64.b64decode(piece + "=" * (-len(piece) % 4)) for piece in data.split("=") if piece)
        except (binascii.Error, ValueError):
            sound = None
    known = ("id", "data", "transcript", "expires_at", "format")
    extra = {key: value for key, value in audio.items() if key not in known or (key == "data" and sound is None)}
    return AudioPart(
        sound,
        format=audio.get("format"),
        id=audio.get("id"),
        transcript=audio.get("transcript"),
        expires_at=audio.get("expires_at"),
        extra=extra or None,
    )
