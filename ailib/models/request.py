"""The chat request: one class that holds what every provider understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, cast

import attrs

from ..errors import InvalidRequestError
from .content import ContentPart, MessageContent
from .message import Message
from .record import Record

if TYPE_CHECKING:
    from typing import Unpack

    # Loaded when a request has any of them: most have none, and classes cost time to make. `convert` knows them.
    from .tools import Reasoning, ResponseFormat, Tool, ToolChoice  # noqa: TC004

__all__ = ["ChatCompletionRequest", "ChatFields", "ChatSettings", "MessageInput", "MessagesInput", "PlainSettings"]

MessageInput: TypeAlias = "Message | Mapping[str, Any]"
MessagesInput: TypeAlias = "str | MessageInput | Iterable[MessageInput]"
ToolInput: TypeAlias = "Tool | Mapping[str, Any]"
ReasoningInput: TypeAlias = "Reasoning | bool | str | int | Mapping[str, Any]"


def _messages(value: MessagesInput) -> tuple[Message, ...]:
    kind = type(value)
    if kind is tuple:
        known = cast("tuple[Any, ...]", value)
        if all(type(item) is Message for item in known):
            return known
    if isinstance(value, str):
        return (Message.user(value),)
    try:
        items: list[Any] = [value] if isinstance(value, (Message, Mapping)) else list(value)
    except TypeError:
        raise InvalidRequestError(
            f"messages must be text, a message or a list of messages, not {kind.__name__}", param="messages"
        ) from None
    messages: list[Message] = []
    for index, item in enumerate(items):
        if isinstance(item, Message):
            messages.append(item)
        elif isinstance(item, Mapping):
            messages.append(Message.from_dict(cast("Mapping[str, Any]", item)))
        elif isinstance(item, ContentPart):
            messages.append(Message.user(item))
        else:
            raise InvalidRequestError(
                f"messages[{index}] must be a Message or a dict, not {type(item).__name__}", param=f"messages[{index}]"
            )
    return tuple(messages)


def _tools(value: Iterable[ToolInput] | None) -> tuple[Tool, ...] | None:
    if value is None:
        return None
    from .tools import Tool

    if isinstance(value, (str, Mapping, Tool)):
        raise InvalidRequestError("tools must be a list of tools", param="tools")
    return tuple(Tool.of(item) for item in value)


def _reasoning(value: ReasoningInput | None) -> Reasoning | None:
    if value is None:
        return None
    from .tools import Reasoning

    return Reasoning.of(value)


def _functions(value: Iterable[Mapping[str, Any]] | None) -> tuple[Mapping[str, Any], ...] | None:
    return None if value is None else tuple(value)


def _modalities(value: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


class PlainSettings(TypedDict, total=False):
    """The fields of a request as keywords, but for the model, the messages and the tools."""

    temperature: float | None
    max_tokens: int | None
    top_p: float | None
    top_k: int | None
    stop: str | Sequence[str] | None
    seed: int | None
    n: int | None
    frequency_penalty: float | None
    presence_penalty: float | None
    logprobs: bool | None
    top_logprobs: int | None
    logit_bias: Mapping[str, float] | None
    tool_choice: ToolChoice | str | Mapping[str, Any] | None
    parallel_tool_calls: bool | None
    functions: Sequence[Mapping[str, Any]] | None
    function_call: str | Mapping[str, Any] | None
    response_format: ResponseFormat | str | Mapping[str, Any] | None
    reasoning: ReasoningInput | None
    modalities: Sequence[str] | None
    audio: Mapping[str, Any] | None
    user: str | None
    metadata: Mapping[str, str] | None
    extensions: Mapping[str, Any] | None


class ChatSettings(PlainSettings, total=False):
    """The fields of a request as keywords, but for the model and the messages; see `ChatCompletionRequest`."""

    tools: Iterable[ToolInput] | None


class ChatFields(ChatSettings, total=False):
    """The fields of a request as keywords of `chat_completion` and its siblings."""

    model: str


@attrs.frozen(eq=False, repr=False)
class ChatCompletionRequest(Record):
    """What to ask. Unset fields (None) are not sent; nothing set is dropped silently. Never mutated by a call.

    Attributes:
        model: Model id; "", "auto" or "default" take the client's default.
        messages: Text, a message, or a list of `Message` and OpenAI-style dicts.
        temperature, top_p, top_k, frequency_penalty, presence_penalty, seed: Sampling.
        max_tokens: Longest answer, in tokens (sent under the name the provider wants).
        stop: One sequence or a list that end the answer.
        n: Number of answers.
        logprobs, top_logprobs, logit_bias: Log probabilities of the tokens; a bias by token id.
        tools, tool_choice, parallel_tool_calls: Tools; the choice is "auto", "none", "required" or `ToolChoice`.
        functions, function_call: The older form of tools, for providers that know only that.
        response_format: `ResponseFormat`, "json" / "text", or the provider's own dict.
        reasoning: True/False, "low".."high", a token budget, or `Reasoning`.
        modalities, audio: Audio out, e.g. `["text", "audio"]` and `{"voice": "alloy", "format": "wav"}`.
        user, metadata: Passed to the provider.
        extensions: Merged into the body last, verbatim.
    """

    model: str = ""
    messages: tuple[Message, ...] = attrs.field(default=(), converter=_messages)
    temperature: float | None = None
    max_tokens: int | None = None
    top_p: float | None = None
    top_k: int | None = None
    stop: str | Sequence[str] | None = None
    seed: int | None = None
    n: int | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    logit_bias: Mapping[str, float] | None = None
    tools: tuple[Tool, ...] | None = attrs.field(default=None, converter=_tools)
    tool_choice: ToolChoice | str | Mapping[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    functions: tuple[Mapping[str, Any], ...] | None = attrs.field(default=None, converter=_functions)
    function_call: str | Mapping[str, Any] | None = None
    response_format: ResponseFormat | str | Mapping[str, Any] | None = None
    reasoning: Reasoning | None = attrs.field(default=None, converter=_reasoning)
    modalities: tuple[str, ...] | None = attrs.field(default=None, converter=_modalities)
    audio: Mapping[str, Any] | None = None
    user: str | None = None
    metadata: Mapping[str, str] | None = None
    extensions: Mapping[str, Any] | None = None

    @classmethod
    def new(cls, model: str, messages: MessagesInput) -> ChatCompletionRequest:
        """The two that matter; the rest by `with_*` or `replace`."""
        return cls(model, messages)

    @classmethod
    def of(
        cls, request: ChatCompletionRequest | MessagesInput, fields: ChatFields | None = None
    ) -> ChatCompletionRequest:
        """A request from what people pass: a request, text, a message, a list; `fields` are set on it."""
        if isinstance(request, ChatCompletionRequest):
            return request.replace(**fields) if fields else request
        try:
            return cls(messages=request, **(fields or {}))
        except TypeError as error:
            raise _unknown_field(error) from None

    def replace(self, **fields: Unpack[ChatFields]) -> ChatCompletionRequest:
        """A copy with other values."""
        try:
            return attrs.evolve(self, **cast("dict[str, Any]", fields))
        except TypeError as error:
            raise _unknown_field(error) from None

    def with_model(self, model: str) -> ChatCompletionRequest:
        """A copy for another model."""
        return self.replace(model=model)

    def with_messages(self, messages: MessagesInput) -> ChatCompletionRequest:
        """A copy with other messages."""
        return attrs.evolve(self, messages=messages)

    def with_temperature(self, temperature: float) -> ChatCompletionRequest:
        """A copy with another temperature."""
        return self.replace(temperature=temperature)

    def with_max_tokens(self, max_tokens: int) -> ChatCompletionRequest:
        """A copy with another limit of the answer."""
        return self.replace(max_tokens=max_tokens)

    def with_top_p(self, top_p: float) -> ChatCompletionRequest:
        """A copy with another nucleus."""
        return self.replace(top_p=top_p)

    def with_top_k(self, top_k: int) -> ChatCompletionRequest:
        """A copy with another top_k."""
        return self.replace(top_k=top_k)

    def with_stop(self, stop: str | Sequence[str]) -> ChatCompletionRequest:
        """A copy with other stop sequences."""
        return self.replace(stop=stop)

    def with_seed(self, seed: int) -> ChatCompletionRequest:
        """A copy with another seed."""
        return self.replace(seed=seed)

    def with_n(self, n: int) -> ChatCompletionRequest:
        """A copy that asks for `n` answers."""
        return self.replace(n=n)

    def with_tools(self, tools: Iterable[ToolInput]) -> ChatCompletionRequest:
        """A copy with other tools."""
        return self.replace(tools=tools)

    def with_tool_choice(self, tool_choice: ToolChoice | str | Mapping[str, Any]) -> ChatCompletionRequest:
        """A copy with another tool choice."""
        return self.replace(tool_choice=tool_choice)

    def with_functions(self, functions: Sequence[Mapping[str, Any]]) -> ChatCompletionRequest:
        """A copy with functions, the older form of tools."""
        return self.replace(functions=functions)

    def with_function_call(self, function_call: str | Mapping[str, Any]) -> ChatCompletionRequest:
        """A copy with another choice in the older form."""
        return self.replace(function_call=function_call)

    def with_response_format(self, response_format: ResponseFormat | str | Mapping[str, Any]) -> ChatCompletionRequest:
        """A copy with another response format."""
        return self.replace(response_format=response_format)

    def with_reasoning(self, reasoning: ReasoningInput) -> ChatCompletionRequest:
        """A copy with another reasoning setting."""
        return self.replace(reasoning=reasoning)

    def with_extension(self, key: str, value: Any) -> ChatCompletionRequest:
        """A copy with one more field of the body, sent verbatim, winning over ours."""
        return self.replace(extensions={**(self.extensions or {}), key: value})

    def with_extensions(self, extensions: Mapping[str, Any]) -> ChatCompletionRequest:
        """A copy with more fields of the body."""
        return self.replace(extensions={**(self.extensions or {}), **extensions})

    def ignore_previous(self) -> ChatCompletionRequest:
        """A copy with the system messages and the last other message only."""
        system = [message for message in self.messages if message.role in ("system", "developer")]
        others = [message for message in self.messages if message.role not in ("system", "developer")]
        return self.with_messages([*system, *others[-1:]])

    @property
    def content(self) -> MessageContent:
        """The parts of the last message."""
        return self.messages[-1].content if self.messages else MessageContent()


def _unknown_field(error: TypeError) -> InvalidRequestError:
    text = str(error)
    _, mark, name = text.partition("unexpected keyword argument ")
    if not mark:
        return InvalidRequestError(text)
    import difflib

    name = name.split("'")[1] if "'" in name else name
    known = [field.name for field in attrs.fields(ChatCompletionRequest)]
    close = difflib.get_close_matches(name, [*known, "timeout", "max_retries", "headers", "cancel"], n=1)
    hint = f"A field that only your provider knows goes into extensions={{{name!r}: ...}}"
    return InvalidRequestError(
        f"A chat request has no field {name!r}",
        param=name,
        hint=f"Did you mean {close[0]!r}? {hint}" if close else hint,
    )
