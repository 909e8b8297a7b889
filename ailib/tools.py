"""Functions that a model may call, and what came of it.

    @tool
    def get_weather(city: Annotated[str, "the city's name"], unit: Literal["C", "F"] = "C") -> dict:
        \"\"\"The weather now.\"\"\"

    run = client.run_tools("How warm is it in Oslo?", [get_weather])
    run.text, run.steps, run.messages

Name, description and the schema of the arguments come from the function: its name, its docstring (with an `Args:`
section for the arguments), its annotations. `Client.run_tools` asks, calls, and asks again until there is an answer.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast, overload

import attrs

from .errors import AilibError, InvalidRequestError, InvalidResponse
from .models.content import ToolCall
from .models.message import Message
from .models.record import Record
from .models.response import ChatCompletionResponse
from .models.tools import Tool
from .models.usage import Usage

if TYPE_CHECKING:
    from decimal import Decimal


__all__ = ["FunctionTool", "ToolLoopStopped", "ToolRun", "ToolSet", "ToolStep", "tool"]

_ARGS = re.compile(r"^\s*(?:Args|Arguments|Parameters):\s*$", re.MULTILINE)
_ARG = re.compile(r"^(?P<indent>\s+)\*{0,2}(?P<name>\w+)\s*(?:\([^)]*\))?:\s*(?P<text>.*)$")


def _words(function: Callable[..., Any]) -> tuple[str | None, dict[str, str]]:
    """(what it does, what its arguments are) from a docstring."""
    text = inspect.getdoc(function)
    if not text:
        return None, {}
    found = _ARGS.search(text)
    if found is None:
        return text.strip() or None, {}
    about: dict[str, str] = {}
    name: str | None = None
    depth = 0
    for line in text[found.end() :].splitlines():
        if not line.strip():
            continue
        if not line.startswith((" ", "\t")):
            break
        row = _ARG.match(line)
        if row is not None and (name is None or len(row["indent"]) <= depth):
            name, depth = row["name"], len(row["indent"])
            about[str(name)] = row["text"].strip()
        elif name is not None:
            about[name] += " " + line.strip()
    return text[: found.start()].strip() or None, about


def _parameters(function: Callable[..., Any], about: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(JSON schema of the arguments, their types)."""
    import typing

    from .structured.types import schema_of_fields

    try:
        hints = typing.get_type_hints(function, include_extras=True)
    except (NameError, TypeError) as error:
        raise InvalidRequestError(f"The types of {function!r} cannot be read: {error}", param="tools") from error
    kinds: dict[str, Any] = {}
    required: list[str] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if parameter.kind is parameter.POSITIONAL_ONLY:
            raise InvalidRequestError(f"{name} of {function!r} cannot be passed by its name", param="tools")
        kinds[name] = hints.get(name, Any)
        if parameter.default is parameter.empty:
            required.append(name)
    wire = schema_of_fields(kinds, required)
    for name, schema in wire["properties"].items():
        if name in about and "$ref" not in schema:
            schema.setdefault("description", about[name])
    return wire, kinds


class FunctionTool:
    """A function that a model may call. It can still be called like the function that it is.

    Attributes:
        definition: What the model is told: a `Tool`.
        name: Of the tool.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        name: str | None = None,
        description: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        strict: bool | None = None,
    ) -> None:
        self.function = function
        said, about = _words(function)
        self._kinds: dict[str, Any] = {}
        if parameters is None:
            parameters, self._kinds = _parameters(function, about)
        self.definition = Tool.function(
            name or str(getattr(function, "__name__", "tool")),
            description if description is not None else said,
            parameters,
            strict=strict,
        )

    @property
    def name(self) -> str:
        """Its name."""
        return self.definition.name

    @property
    def parameters(self) -> Mapping[str, Any]:
        """JSON schema of its arguments."""
        return self.definition.parameters or {}

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """What the function returns."""
        return self.function(*args, **keywords)

    def __repr__(self) -> str:
        return f"<FunctionTool {self.name}>"

    def arguments(self, call: ToolCall) -> dict[str, Any]:
        """The arguments of a call, as the function takes them.

        Raises:
            InvalidResponse: They are no JSON object, or do not follow the schema: the function must not be called.
        """
        from .structured.check import problems
        from .structured.dialects import without_fillers
        from .structured.types import build

        schema = dict(self.parameters)
        given = without_fillers(schema, call.parse_args())
        found = problems(schema, given)
        if found:
            error = InvalidResponse(
                f"The arguments of {self.name} do not follow its schema: {'; '.join(map(str, found[:5]))}",
                excerpt=call.arguments[:200],
            )
            error.problems = tuple(found)
            raise error
        try:
            return {name: build(self._kinds.get(name, Any), value) for name, value in given.items()}
        except (ValueError, TypeError) as error:
            raise InvalidResponse(f"The arguments of {self.name} cannot be used: {error}") from error


@overload
def tool(function: Callable[..., Any], /) -> FunctionTool: ...
@overload
def tool(
    *,
    name: str | None = None,
    description: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    strict: bool | None = None,
) -> Callable[[Callable[..., Any]], FunctionTool]: ...
def tool(
    function: Callable[..., Any] | None = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    strict: bool | None = None,
) -> FunctionTool | Callable[[Callable[..., Any]], FunctionTool]:
    """Make a function a tool; `@tool` or `@tool(name="...", strict=True)`.

    Args:
        function: May be a coroutine function, for the async client.
        name: In place of the function's own.
        description: In place of its docstring.
        parameters: JSON schema of its arguments, in place of its annotations; they are then passed as they come.
        strict: Have the provider enforce the schema of the arguments, where it can.

    Raises:
        InvalidRequestError: An argument has a type without JSON schema.
    """

    def make(made: Callable[..., Any]) -> FunctionTool:
        return FunctionTool(made, name=name, description=description, parameters=parameters, strict=strict)

    return make if function is None else make(function)


ToolLike: TypeAlias = "FunctionTool | Callable[..., Any] | Tool | Mapping[str, Any]"
ToolsInput: TypeAlias = "ToolSet | Iterable[ToolLike]"


class ToolSet:
    """Tools by their names.

    Args:
        tools: Functions and `FunctionTool`s; also tools without a function: those that the provider runs itself
            (web search), and those whose calls you answer yourself.

    Raises:
        InvalidRequestError: Two have the same name.
    """

    def __init__(self, tools: Iterable[ToolLike] = ()) -> None:
        self._tools: dict[str, FunctionTool] = {}
        self.others: list[Tool] = []
        for one in tools:
            if isinstance(one, Tool):
                self.others.append(one)
            elif isinstance(one, Mapping):
                self.others.append(Tool.of(cast("dict[str, Any]", one)))
            else:
                self.register_tool(one)

    @classmethod
    def of(cls, tools: ToolsInput) -> ToolSet:
        """A set from what people pass."""
        return tools if isinstance(tools, ToolSet) else cls(tools)

    def register_tool(self, function: FunctionTool | Callable[..., Any]) -> FunctionTool:
        """Add one; may be used as a decorator."""
        made = function if isinstance(function, FunctionTool) else FunctionTool(function)
        if made.name in self._tools:
            raise InvalidRequestError(f"There are two tools named {made.name!r}", param="tools")
        self._tools[made.name] = made
        return made

    @property
    def tool_definitions(self) -> tuple[Tool, ...]:
        """What the model is told."""
        return (*(one.definition for one in self._tools.values()), *self.others)

    def get(self, name: str) -> FunctionTool | None:
        """The tool of that name."""
        return self._tools.get(name)

    def refuse_async(self) -> None:
        """Refuse tools that a client without event loop cannot call.

        Raises:
            ConfigurationError: One is a coroutine function.
        """
        for one in self:
            if inspect.iscoroutinefunction(one.function):
                from .errors import ConfigurationError

                raise ConfigurationError(
                    f"The tool {one.name!r} is async, which needs an event loop",
                    hint="Use it with AsyncClient, or make it a plain function",
                )

    def __iter__(self) -> Iterator[FunctionTool]:
        return iter(self._tools.values())

    def __len__(self) -> int:
        return len(self._tools)

    def __contains__(self, name: object) -> bool:
        return name in self._tools


@attrs.frozen(eq=False, repr=False)
class ToolStep(Record):
    """One call of a tool.

    Attributes:
        turn: In which turn, from 1.
        call: What the model wanted.
        result: What the function returned; None when it failed.
        error: Why it failed or was not called; None when it did its work.
        called: Whether the function was called at all.
        seconds: How long it took.
    """

    turn: int
    call: ToolCall
    result: Any = None
    error: str | None = None
    called: bool = False
    seconds: float = 0.0


@attrs.define(eq=False, repr=False)
class ToolRun(Record):
    """A conversation with tools.

    Attributes:
        response: The last answer.
        messages: The whole conversation, the last answer included: go on from here.
        turns: How often the model was asked.
        steps: The calls, in the order the model made them.
        responses: Every answer.
        usage: Tokens of all answers.
        seconds: From the first question to the last answer.
    """

    response: ChatCompletionResponse
    messages: list[Message]
    turns: int = 0
    steps: list[ToolStep] = attrs.field(factory=list[ToolStep])
    responses: list[ChatCompletionResponse] = attrs.field(factory=list["ChatCompletionResponse"], repr=False)
    usage: Usage = attrs.field(factory=Usage)
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The last answer's text."""
        return self.response.text

    final_answer = text

    @property
    def execution_time(self) -> float:
        """Another name for `seconds`."""
        return self.seconds

    @property
    def used_tools(self) -> tuple[str, ...]:
        """Names of the tools that were called, each once."""
        return tuple(dict.fromkeys(step.call.name for step in self.steps if step.called))

    @property
    def cost(self) -> Decimal | None:
        """US dollars of all answers; None when one has no known price."""
        from decimal import Decimal

        costs = [response.cost for response in self.responses]
        return None if None in costs else sum(cast("list[Decimal]", costs), Decimal(0))


class ToolLoopStopped(AilibError):
    """A limit of `run_tools` was reached before the model had an answer.

    Attributes:
        reason: "max_turns", "max_failures" or "max_total_tokens".
        run: The conversation so far.
    """

    kind = "TOOL_LOOP_STOPPED"

    def __init__(self, message: str, *, reason: str = "", run: ToolRun | None = None, **context: Any) -> None:
        super().__init__(message, **context)
        self.reason = reason
        self.run = run
