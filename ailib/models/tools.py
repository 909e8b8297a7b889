"""Tools, tool choice, response format, reasoning setting: what a request may ask for besides text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, cast

import attrs

from ..errors import InvalidRequestError
from .record import Record

__all__ = ["Reasoning", "ResponseFormat", "Tool", "ToolChoice"]


# A dict with more than these is a provider's own form of a tool (Anthropic's `input_schema`, `cache_control`, ...).
_OWN_FIELDS = frozenset({"name", "description", "parameters", "strict"})


@attrs.frozen(eq=False, repr=False)
class Tool(Record):
    """Something the model may call.

    Attributes:
        name, description: For the model.
        parameters: JSON schema of the arguments, an object schema.
        strict: Have the provider enforce the schema, where it can.
        raw: A provider's own tool (web search, code interpreter), sent as it is; the rest is then ignored.
    """

    name: str = ""
    description: str | None = None
    parameters: Mapping[str, Any] | None = None
    strict: bool | None = None
    raw: Mapping[str, Any] | None = None

    @classmethod
    def function(
        cls,
        name: str,
        description: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        *,
        strict: bool | None = None,
    ) -> Tool:
        """A function tool."""
        return cls(name, description, parameters, strict)

    @classmethod
    def of(cls, value: Tool | Mapping[str, Any]) -> Tool:
        """A tool from a dict: ours (`name`, `description`, `parameters`), OpenAI's, or a provider's own."""
        if isinstance(value, Tool):
            return value
        if not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidRequestError(f"A tool is a Tool or a dict, not {type(value).__name__}", param="tools")
        inner = value.get("function")
        if isinstance(inner, Mapping):
            function = cast("Mapping[str, Any]", inner)
            if set(value) <= {"type", "function"} and set(function) <= {"name", "description", "parameters", "strict"}:
                return cls(
                    function.get("name", ""),
                    function.get("description"),
                    function.get("parameters"),
                    function.get("strict"),
                )
            return cls(name=str(function.get("name", "")), raw=dict(value))
        flat = value.get("type") == "function"  # as OpenAI's Responses API has it
        if ("type" in value and not flat) or "name" not in value or not value.keys() - {"type"} <= _OWN_FIELDS:
            return cls(name=str(value.get("name", "")), raw=dict(value))
        return cls(value["name"], value.get("description"), value.get("parameters"), value.get("strict"))


@attrs.frozen(eq=False, repr=False)
class ToolChoice(Record):
    """Whether the model must call a tool, and which."""

    mode: str = "auto"
    name: str | None = None

    AUTO: ClassVar[ToolChoice]
    NONE: ClassVar[ToolChoice]
    REQUIRED: ClassVar[ToolChoice]

    @classmethod
    def function(cls, name: str) -> ToolChoice:
        """This one."""
        return cls("function", name)


ToolChoice.AUTO = ToolChoice("auto")
ToolChoice.NONE = ToolChoice("none")
ToolChoice.REQUIRED = ToolChoice("required")


@attrs.frozen(eq=False, repr=False)
class ResponseFormat(Record):
    """Text, any JSON, or JSON of a schema.

    Attributes:
        type: "text", "json_object" or "json_schema".
        schema, name, strict, description: Of a JSON schema, as the provider gets them.
        portable: Rewrite the schema for each provider that is asked, see `ailib.structured.compile_schema`;
            else it is sent as it is.
    """

    type: str = "text"
    schema: Mapping[str, Any] | None = None
    name: str | None = None
    strict: bool | None = None
    description: str | None = None
    portable: bool = False

    @classmethod
    def text(cls) -> ResponseFormat:
        """Plain text."""
        return cls("text")

    @classmethod
    def json_object(cls) -> ResponseFormat:
        """Any JSON object. Most providers want the word JSON in the prompt."""
        return cls("json_object")

    @classmethod
    def json_schema(
        cls,
        schema: Mapping[str, Any],
        name: str = "answer",
        *,
        strict: bool | None = True,
        description: str | None = None,
    ) -> ResponseFormat:
        """JSON that follows a schema."""
        return cls("json_schema", schema, name, strict, description)

    @classmethod
    def of_type(cls, kind: Any, name: str | None = None, *, description: str | None = None) -> ResponseFormat:
        """JSON of a Python type, for any provider; see `ailib.structured.schema_of`.

        The answer's text is then read with `ailib.structured.JsonResponseParser(kind)`;
        `Client.chat_completion_parsed` does both.
        """
        from ..structured.types import name_of, schema_of

        return cls("json_schema", schema_of(kind), name or name_of(kind), True, description, True)


Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]


@attrs.frozen(eq=False, repr=False)
class Reasoning(Record):
    """How much the model should think before it answers; mapped to each provider's own switch.

    Attributes:
        effort: "low", "medium", "high", ... or None.
        max_tokens: A budget of thinking tokens, or None.
        enabled: On or off, where nothing finer is wanted.
        summary: What to say of it: "auto", "concise", "detailed" (Responses API).
        parse_tags: False leaves `<think>` tags in the answer's text as they came.
    """

    effort: str | None = None
    max_tokens: int | None = None
    enabled: bool | None = None
    summary: str | None = None
    parse_tags: bool = True

    @classmethod
    def of(cls, value: Reasoning | bool | str | int | Mapping[str, Any]) -> Reasoning:
        """True or False, an effort, a token budget, a dict of the fields, or a `Reasoning`."""
        if isinstance(value, Reasoning):
            return value
        if isinstance(value, bool):
            return cls(enabled=value)
        if isinstance(value, int):
            if value < 0:
                raise InvalidRequestError(f"A reasoning budget is a positive number, not {value}", param="reasoning")
            return cls(max_tokens=value, enabled=value > 0)
        if isinstance(value, str):
            return cls(effort=value, enabled=value != "none")
        if isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            return cls.from_dict(value)
        raise InvalidRequestError(f"reasoning must be a bool, an effort or a budget, not {value!r}", param="reasoning")

    @property
    def wanted(self) -> bool:
        """Whether thinking is asked for."""
        return self.enabled is not False and (
            bool(self.enabled) or self.effort not in (None, "none") or bool(self.max_tokens)
        )
