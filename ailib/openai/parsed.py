"""Answers with what was parsed out of them: `completion.choices[0].message.parsed`, `response.output_parsed`."""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from .types import (
    ChatCompletionMessageToolCall,
    ChatCompletionMessageToolCallFunction,
    ChatCompletionResponseMessage,
    CreateChatCompletionResponse,
    CreateChatCompletionResponseChoices,
    FunctionToolCall,
    OutputMessage,
    OutputTextContent,
    Response,
    ResponseCompletedEvent,
    ResponseFunctionCallArgumentsDeltaEvent,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
)

__all__ = [
    "ArgumentsDeltaEvent",
    "CompletedEvent",
    "ParsedChatCompletion",
    "ParsedChatCompletionMessage",
    "ParsedChoice",
    "ParsedFunction",
    "ParsedFunctionToolCall",
    "ParsedResponse",
    "ParsedResponseFunctionToolCall",
    "ParsedResponseOutputMessage",
    "ParsedResponseOutputText",
    "TextDeltaEvent",
    "TextDoneEvent",
]

T = TypeVar("T")


class _Parsed:
    """A copy of what was parsed is the thing itself: nothing in it changes."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class ParsedFunction(_Parsed, ChatCompletionMessageToolCallFunction):
    """A function that the model calls.

    Attributes:
        parsed_arguments: An object of the tool's type; the JSON for a strict tool that is a dict; else None.
    """

    __slots__ = ("parsed_arguments",)
    _shown = ("parsed_arguments",)
    parsed_arguments: Any


class ParsedFunctionToolCall(_Parsed, ChatCompletionMessageToolCall):
    """A tool call of a chat."""

    __slots__ = ()
    function: ParsedFunction


class ParsedChatCompletionMessage(_Parsed, ChatCompletionResponseMessage, Generic[T]):
    """A message.

    Attributes:
        parsed: What the model answered, as an object of `response_format`; None for a refusal or tool calls.
    """

    __slots__ = ("parsed",)
    _shown = ("parsed",)
    parsed: T | None


class ParsedChoice(_Parsed, CreateChatCompletionResponseChoices, Generic[T]):
    """One of the answers."""

    __slots__ = ()
    message: ParsedChatCompletionMessage[T]


class ParsedChatCompletion(_Parsed, CreateChatCompletionResponse, Generic[T]):
    """A chat completion whose messages are parsed."""

    __slots__ = ()
    choices: list[ParsedChoice[T]]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride]


class ParsedResponseOutputText(_Parsed, OutputTextContent, Generic[T]):
    """A text of a response.

    Attributes:
        parsed: An object of `text_format`.
    """

    __slots__ = ("parsed",)
    _shown = ("parsed",)
    parsed: T | None


class ParsedResponseOutputMessage(_Parsed, OutputMessage, Generic[T]):
    """A message of a response."""

    __slots__ = ()
    content: list[Any]


class ParsedResponseFunctionToolCall(_Parsed, FunctionToolCall):
    """A function that the model calls.

    Attributes:
        parsed_arguments: As of `ParsedFunction`.
    """

    __slots__ = ("parsed_arguments",)
    _shown = ("parsed_arguments",)
    parsed_arguments: Any


class ParsedResponse(_Parsed, Response, Generic[T]):
    """A response whose texts and function calls are parsed."""

    __slots__ = ()
    output: list[Any]

    @property
    def output_parsed(self) -> T | None:
        """The first object that was parsed; None for a refusal or tool calls."""
        for item in self.output:
            for content in getattr(item, "content", None) or ():
                found: T | None = getattr(content, "parsed", None)
                if found is not None:
                    return found
        return None


# -- events of `responses.stream`


class TextDeltaEvent(ResponseTextDeltaEvent):
    """A piece of text, with the text so far as `snapshot`."""

    __slots__ = ("_count", "_pieces")

    @property
    def snapshot(self) -> str:
        """The text so far."""
        pieces: list[str] = self._pieces
        return "".join(pieces[: self._count])


class ArgumentsDeltaEvent(ResponseFunctionCallArgumentsDeltaEvent):
    """A piece of the arguments of a function, with those so far as `snapshot`."""

    __slots__ = ("_count", "_pieces")

    @property
    def snapshot(self) -> str:
        """The arguments so far."""
        pieces: list[str] = self._pieces
        return "".join(pieces[: self._count])


class TextDoneEvent(_Parsed, ResponseTextDoneEvent, Generic[T]):
    """The whole text, as an object of `text_format` in `parsed`."""

    __slots__ = ("parsed",)
    _shown = ("parsed",)
    parsed: T | None


class CompletedEvent(_Parsed, ResponseCompletedEvent, Generic[T]):
    """The whole response."""

    __slots__ = ()
    response: ParsedResponse[T]
