"""Messages: a role and parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import InvalidRequestError
from .content import ContentInput, MessageContent, ReasoningPart, RefusalPart, TextPart, ToolCall, message_content
from .parts import content_from_json, content_to_json, tool_call_from_dict
from .record import Record

if TYPE_CHECKING:
    from typing import Self

__all__ = ["FunctionCall", "Message", "Role"]


class Role(StrEnum):
    """Who speaks. A role that is not listed stays the provider's string."""

    SYSTEM = "system"
    DEVELOPER = "developer"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    FUNCTION = "function"


_ROLES: dict[str, Role] = {role.value: role for role in Role}


def _role(value: str) -> str:
    if not value or not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidRequestError(f"A message needs a role, not {value!r}", param="role")
    return _ROLES.get(value, value)


@attrs.frozen(eq=False, repr=False)
class FunctionCall(Record):
    """The older form of a tool call: a name and JSON text."""

    name: str = ""
    arguments: str = ""


def _function_call(value: FunctionCall | Mapping[str, Any] | None) -> FunctionCall | None:
    if value is None or isinstance(value, FunctionCall):
        return value
    arguments = value.get("arguments")
    if not isinstance(arguments, str):
        import json

        arguments = "" if arguments is None else json.dumps(arguments, ensure_ascii=False)
    return FunctionCall(value.get("name") or "", arguments)


@attrs.frozen(eq=False, repr=False)
class Message(Record):
    """One turn of a conversation.

    Attributes:
        role: A `Role`, or the provider's own word.
        content: Parts; a string, one part or a list is accepted. Tool calls and reasoning are parts too.
        name: Name of the speaker, where the provider knows it.
        tool_call_id: In a tool message, the call it answers.
        function_call: The older form of a tool call.
        extra: Fields of the provider that ailib does not know; sent back to the same provider.
        origin: The provider this message came from, None for your own.
    """

    role: str = attrs.field(converter=_role)
    content: MessageContent = attrs.field(default=None, converter=message_content)
    name: str | None = None
    tool_call_id: str | None = None
    function_call: FunctionCall | None = attrs.field(default=None, converter=_function_call)
    extra: Mapping[str, Any] | None = None
    origin: str | None = None

    @classmethod
    def system(cls, content: ContentInput) -> Message:
        """Instructions for the model."""
        return cls(Role.SYSTEM, content)

    @classmethod
    def developer(cls, content: ContentInput) -> Message:
        """Instructions, under the name that OpenAI's reasoning models use."""
        return cls(Role.DEVELOPER, content)

    @classmethod
    def user(cls, content: ContentInput) -> Message:
        """What the user says: text, one part, or a list of parts."""
        return cls(Role.USER, content)

    @classmethod
    def assistant(cls, content: ContentInput = None, *, tool_calls: Sequence[ToolCall] = ()) -> Message:
        """What the model said, with the calls it made."""
        if tool_calls:
            return cls(Role.ASSISTANT, (*MessageContent.of(content), *tool_calls))
        return cls(Role.ASSISTANT, content)

    @classmethod
    def tool(cls, tool_call_id: str, content: ContentInput) -> Message:
        """The result of a tool call."""
        return cls(Role.TOOL, content, tool_call_id=tool_call_id)

    @classmethod
    def new(cls, role: str, content: ContentInput) -> Message:
        """A message of any role."""
        return cls(role, content)

    user_with_content = user

    @classmethod
    def with_content(cls, role: str, content: ContentInput) -> Message:
        """A message of any role."""
        return cls(role, content)

    @classmethod
    def assistant_with_function_call(cls, function_call: FunctionCall | Mapping[str, Any]) -> Message:
        """An assistant turn that is one call in the older form."""
        return cls(Role.ASSISTANT, None, function_call=function_call)

    @property
    def text(self) -> str:
        """The visible text, "" when there is none."""
        return self.content.as_text()

    @property
    def reasoning(self) -> str | None:
        """What the model thought, as text; None when it did not say. Cohere's plan for its tools stays apart."""
        texts = [part.text for part in self.content if isinstance(part, ReasoningPart) and part.field != "tool_plan"]
        return "".join(texts) if texts else None

    @property
    def refusal(self) -> str | None:
        """The model's own refusal, or None."""
        texts = [part.text for part in self.content if isinstance(part, RefusalPart)]
        return "".join(texts) if texts else None

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls that the model wants made."""
        return tuple(part for part in self.content if isinstance(part, ToolCall))

    @property
    def citations(self) -> tuple[Any, ...]:
        """Sources the provider named, in its own JSON: those of the message, then those of its text parts."""
        found: list[Any] = []
        extras = [self.extra, *(part.extra for part in self.content if isinstance(part, TextPart))]
        for extra in extras:
            rows: Any = (extra.get("annotations") or extra.get("citations")) if extra else None
            if isinstance(rows, (list, tuple)):
                found.extend(cast("Sequence[Any]", rows))
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """A dict for JSON; `from_dict` gives an equal message."""
        result: dict[str, Any] = {"role": str(self.role), "content": content_to_json(self.content)}
        for name in ("name", "tool_call_id", "origin"):
            if (value := getattr(self, name)) is not None:
                result[name] = value
        if self.function_call is not None:
            result["function_call"] = {"name": self.function_call.name, "arguments": self.function_call.arguments}
        if self.extra:
            result["extra"] = dict(self.extra)
        return result

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read our own form or an OpenAI-style message; fields we do not know are kept in `extra`."""
        kind = type(data)  # looked at first: asking for a Mapping costs five times as much
        if kind is not dict and not isinstance(data, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidRequestError(f"A message is a dict with a role, not {kind.__name__}", param="messages")
        content = content_from_json(data.get("content"))
        if len(data) == 2 and "content" in data and "role" in data:
            return cls(data["role"], content)
        rest = {key: value for key, value in data.items() if key not in _KNOWN}
        calls = rest.pop("tool_calls", None)
        if calls:
            content = MessageContent((*content, *(tool_call_from_dict(call) for call in calls)))
        own: Mapping[str, Any] = data.get("extra") or {}
        extra = {**own, **{key: value for key, value in rest.items() if value is not None}}
        return cls(
            data.get("role") or "",
            content,
            data.get("name"),
            data.get("tool_call_id"),
            data.get("function_call"),
            extra or None,
            data.get("origin"),
        )


_KNOWN = frozenset({"role", "content", "name", "tool_call_id", "function_call", "extra", "origin"})
