"""The loop of questions and tool calls: ask, call what the model wants called, give it the results, ask again.

A call that cannot be made (unknown tool, arguments that are no JSON or do not follow the schema) and a tool that raises
become an error result for the model; the function is never called with made-up arguments. Limits end the loop.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import attrs

from ..errors import AilibError, Cancelled, InvalidRequestError, InvalidResponse
from ..models.content import ContentPart, MessageContent
from ..models.message import Message
from ..models.shapes import is_list
from ..structured.dialects import compile_schema
from ..tools import ToolLoopStopped, ToolRun, ToolSet, ToolStep
from ..wire.text_tools import ToolStrategy, choose_tool_calls, format_tool_results, tool_prompt
from .parsed import dialect_of

if TYPE_CHECKING:
    from ..models.content import ToolCall
    from ..models.request import ChatCompletionRequest
    from ..models.tools import Tool
    from .call import CallOptions, Core

__all__ = ["ToolLimits", "run_tools"]


@attrs.frozen(eq=False, repr=False)
class ToolLimits:
    """When to stop; see `Client.run_tools`."""

    max_turns: int = 10
    max_failures: int = 3
    max_total_tokens: int | None = None
    tool_timeout: float | None = None
    concurrency: int = 8
    strategy: ToolStrategy = "full"
    on_step: Callable[[ToolStep], Any] | None = None

    def check(self) -> None:
        """Refuse limits that make no sense."""
        if self.strategy not in ("full", "hybrid", "text_only"):
            raise InvalidRequestError(f"There is no strategy {self.strategy!r} for tools", param="strategy")
        for name in ("max_turns", "max_failures", "concurrency"):
            if getattr(self, name) < 1:
                raise InvalidRequestError(f"{name} must be 1 or more, not {getattr(self, name)}", param=name)


def _plain(value: Any) -> Any:
    """What `json` cannot write by itself."""
    for name in ("model_dump", "to_dict"):
        method = getattr(value, name, None)
        if callable(method):
            return method()
    if hasattr(value, "__attrs_attrs__"):
        return attrs.asdict(value)
    if hasattr(value, "__dataclass_fields__"):
        import dataclasses

        return dataclasses.asdict(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(cast("set[Any]", value))
    return str(value)


def _content(value: Any) -> Any:
    """A function's result as content: text as it is, parts as parts, anything else as JSON."""
    if isinstance(value, (str, ContentPart, MessageContent)):
        return value
    if is_list(value) and value and all(isinstance(item, ContentPart) for item in value):
        return value
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _declared(core: Core, tool: Tool) -> Tool:
    """The tool as the model is told of it: a strict schema in the provider's own form."""
    if not tool.strict or tool.parameters is None:
        return tool
    compiled = compile_schema(dict(tool.parameters), dialect_of(core.target))
    # What cannot be enforced is sent as it is: the arguments are checked here in any case.
    return attrs.evolve(tool, parameters=compiled.schema) if compiled.enforced else attrs.evolve(tool, strict=None)


async def _step(core: Core, tools: ToolSet, call: ToolCall, turn: int, limits: ToolLimits, cancel: Any) -> ToolStep:
    """Make one call."""
    made = tools.get(call.name)
    if made is None:
        known = ", ".join(one.name for one in tools)
        return ToolStep(turn, call, error=f"There is no tool {call.name!r}; there are: {known}")
    try:
        arguments = made.arguments(call)
    except InvalidResponse as error:
        return ToolStep(turn, call, error=error.message)
    begun = core.runtime.now()
    until = None if limits.tool_timeout is None else begun + limits.tool_timeout
    try:
        result = await core.runtime.call_function(lambda: made.function(**arguments), until, cancel)
    except Cancelled:
        raise
    except TimeoutError:
        error_text = f"{made.name} took longer than {limits.tool_timeout:g} s" if until is not None else "TimeoutError"
        return ToolStep(turn, call, None, error_text, True, core.runtime.now() - begun)
    except AilibError as error:
        return ToolStep(turn, call, None, str(error), True, core.runtime.now() - begun)
    except Exception as error:  # noqa: BLE001 - whatever a tool raises is for the model to read
        return ToolStep(turn, call, None, f"{type(error).__name__}: {error}", True, core.runtime.now() - begun)
    return ToolStep(turn, call, result, None, True, core.runtime.now() - begun)


def _answered(step: ToolStep) -> Message:
    """The message that tells the model."""
    content: Any
    if step.error is not None:
        content = json.dumps({"error": step.error}, ensure_ascii=False)
    else:
        try:
            content = _content(step.result)
        except (TypeError, ValueError) as error:
            content = json.dumps({"error": f"The result cannot be written as JSON: {error}"}, ensure_ascii=False)
    return Message.tool(step.call.id, content)


async def run_tools(
    core: Core, request: ChatCompletionRequest, tools: Any, options: CallOptions | None, limits: ToolLimits
) -> ToolRun:
    """A conversation until there is an answer; see `Client.run_tools`."""
    limits.check()
    known = ToolSet.of(tools)
    cancel = options.cancel if options is not None else None
    begun = core.runtime.now()
    declared = tuple(_declared(core, one) for one in known.tool_definitions)
    messages = list(request.messages)
    if limits.strategy == "text_only":
        messages.insert(0, Message.system(tool_prompt(declared, "L2")))
    else:
        request = request.replace(tools=(*(request.tools or ()), *declared))
    foreign = {one.name for one in (*(request.tools or ()), *known.others)}
    run: ToolRun | None = None
    failures = 0
    while True:
        response = await core.chat(request.with_messages(messages), options)
        if run is None:
            run = ToolRun(response, messages)
        run.response = response
        run.responses.append(response)
        run.turns += 1
        run.usage = run.usage + response.usage
        run.seconds = core.runtime.now() - begun
        message = response.message
        messages.append(message)
        native = message.tool_calls
        calls = choose_tool_calls(native, response.text, limits.strategy).tool_calls
        paused = not calls and response.finish_reason_raw == "pause_turn"  # the provider's own tools want another turn
        if not calls and not paused:
            return run
        if any(call.name in foreign and call.name not in known for call in calls):
            return run  # a call that the user answers
        if calls:
            await _make_calls(core, known, calls, run, limits, cancel)
            made = run.steps[-len(calls) :]
            if native:
                messages += map(_answered, made)
            else:  # written as text: the results are text as well
                results = [(step.call, {"error": step.error} if step.error else _content(step.result)) for step in made]
                messages.append(Message.user(format_tool_results(results)))
            failed = all(step.error is not None for step in run.steps[-len(calls) :])
            failures = failures + 1 if failed else 0
            if request.tool_choice not in (None, "auto", "none"):
                request = request.replace(tool_choice="auto")  # what had to be called was called
        reason = why = None
        used = run.usage.total_tokens
        if failures >= limits.max_failures:
            reason, why = "max_failures", f"Every tool call of {failures} turns in a row failed"
        elif limits.max_total_tokens is not None and used >= limits.max_total_tokens:
            reason, why = "max_total_tokens", f"{used} tokens are used up, of {limits.max_total_tokens}"
        elif run.turns >= limits.max_turns:
            reason, why = "max_turns", f"There is no answer after {run.turns} turns"
        if reason is not None and why is not None:
            run.seconds = core.runtime.now() - begun
            raise ToolLoopStopped(
                why,
                reason=reason,
                run=run,
                provider=response.provider,
                model=response.model,
                partial=response,
                hint=f"error.run has the conversation so far; raise {reason} to go on longer",
            )


async def _make_calls(
    core: Core, tools: ToolSet, calls: tuple[ToolCall, ...], run: ToolRun, limits: ToolLimits, cancel: Any
) -> None:
    """All calls of a turn, at once; their results in the order of the calls."""

    async def one(item: tuple[int, ToolCall]) -> tuple[int, ToolStep | BaseException]:
        try:
            return item[0], await _step(core, tools, item[1], run.turns, limits, cancel)
        except Cancelled as error:
            return item[0], error

    found: list[tuple[int, Any]] = []
    if len(calls) == 1:
        found.append(await one((0, calls[0])))
    else:
        found.extend([row async for row in core.runtime.map_unordered(one, enumerate(calls), limits.concurrency)])
    for _, step in sorted(found, key=lambda row: row[0]):
        if isinstance(step, BaseException):
            raise step
        run.steps.append(step)
        if limits.on_step is not None:
            limits.on_step(step)
