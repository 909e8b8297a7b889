"""`ailib chat`: one question, or a conversation; answers are printed while they arrive."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any

from ..cancel import CancelHandle
from ..errors import AilibError, Cancelled, ConfigurationError, InvalidResponse
from ..models.content import Content, ContentPart
from ..models.message import Message
from ..models.request import ChatCompletionRequest, ChatFields
from .target import client_for
from .terminal import cancel_on_interrupt

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from ..client import Client
    from ..models.response import ChatCompletionResponse
    from .terminal import Terminal

__all__ = ["run"]


# --- what to ask ---


def _input_kind() -> str:
    """What standard input is: "terminal", "data" (a pipe or a file), "other" (a device or a socket), "none"."""
    stdin = sys.stdin
    if stdin is None:  # without a console
        return "none"
    try:
        if stdin.isatty():
            return "terminal"
        mode = os.fstat(stdin.fileno()).st_mode
    except (OSError, ValueError):
        return "none"
    return "data" if stat.S_ISFIFO(mode) or stat.S_ISREG(mode) else "other"


def _read_input() -> str:
    data = sys.stdin.buffer.read()
    if b"\0" in data:
        raise ConfigurationError(
            "Standard input is not text", hint="Pass an image with --image, or a file's text without zero bytes"
        )
    return data.decode("utf-8-sig", "replace").rstrip("\r\n")


def _prompt(words: Sequence[str]) -> str:
    """The prompt of the arguments, a blank line, and what standard input holds; "" when there is nothing."""
    asked = " ".join(word for word in words if word != "-")
    kind = _input_kind()
    wanted = "-" in words or not asked
    if kind == "data" or (wanted and kind == "other") or ("-" in words and kind == "terminal"):
        piped = _read_input()
    else:
        piped = ""
    return "\n\n".join(part for part in (asked, piped) if part.strip())


def _image(place: str) -> ContentPart:
    if place.startswith(("http://", "https://", "data:")):
        return Content.image_url(place)
    return Content.image_file(place)


def _question(text: str, images: Sequence[str]) -> Message:
    if not images:
        return Message.user(text)
    shown = [_image(place) for place in images]
    return Message.user([Content.text(text), *shown] if text else shown)


def _fields(given: argparse.Namespace) -> ChatFields:
    fields: ChatFields = {}
    if given.temperature is not None:
        fields["temperature"] = given.temperature
    if given.max_tokens is not None:
        fields["max_tokens"] = given.max_tokens
    if given.reasoning is not None:
        fields["reasoning"] = given.reasoning
    if given.json:
        fields["response_format"] = "json"
    return fields


def _instructions(given: argparse.Namespace, prompt: str) -> list[Message]:
    """The system message. Most providers refuse JSON mode unless the word JSON stands somewhere."""
    system = given.system or ""
    if given.json and "json" not in f"{system} {prompt}".lower():
        system = f"{system}\n\nAnswer with JSON.".lstrip()
    return [Message.system(system)] if system else []


# --- asking ---


def _streamed(
    client: Client, request: ChatCompletionRequest, terminal: Terminal, *, quiet: bool, thoughts: bool
) -> tuple[ChatCompletionResponse, bool]:
    """Print the answer while it arrives (unless `quiet`); the response, and whether it was cancelled."""
    stream, handle = client.chat_completion_stream_with_cancel(request)
    with cancel_on_interrupt(handle), stream:
        for chunk in stream:
            if thoughts and chunk.reasoning:
                terminal.think(chunk.reasoning)
            if quiet:
                continue
            if chunk.text:
                terminal.write(chunk.text)
            for choice in chunk.choices:
                if choice.index == 0 and choice.delta.refusal:
                    terminal.write(choice.delta.refusal)
    return stream.response, stream.cancelled


def _whole(client: Client, request: ChatCompletionRequest) -> ChatCompletionResponse:
    handle = CancelHandle()
    with cancel_on_interrupt(handle):
        return client.chat_completion(request, cancel=handle)


def _said(response: ChatCompletionResponse) -> str:
    return response.text or response.refusal or ""


def _json_text(response: ChatCompletionResponse) -> str:
    """The JSON of an answer, out of the code fence that some models put around it.

    Raises:
        InvalidResponse: It is none.
    """
    text = response.text.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].removeprefix("json").strip()
    try:
        json.loads(text)
    except ValueError:
        said = _said(response).strip()
        what = f"not JSON: {said[:200]}" if said else f"empty (finish reason {response.finish_reason})"
        raise InvalidResponse(
            f"The answer is {what}",
            provider=response.provider,
            model=response.model,
            partial=response,
            hint="It was cut; allow more with --max-tokens" if response.finish_reason == "length" and said else None,
        ) from None
    return text


def _check_said(response: ChatCompletionResponse, terminal: Terminal) -> None:
    """Say what the reader should know of how the answer ended.

    Raises:
        InvalidResponse: There is no answer at all.
    """
    if not _said(response):
        raise InvalidResponse(
            f"The answer has no text (finish reason {response.finish_reason})",
            provider=response.provider,
            model=response.model,
            partial=response,
        )
    if response.finish_reason == "length":
        terminal.note("note: the answer was cut at its longest length (--max-tokens)")
    elif response.finish_reason == "content_filter":
        terminal.note("note: the provider's filter cut the answer")


def _ask(
    client: Client, request: ChatCompletionRequest, given: argparse.Namespace, terminal: Terminal
) -> tuple[ChatCompletionResponse, bool]:
    """Ask and print; the response, and whether Ctrl-C ended it."""
    thoughts = given.reasoning is not None and given.reasoning not in (False, "none")
    cancelled = False
    if given.raw or given.no_stream:
        response = _whole(client, request)
        if thoughts and response.reasoning and not given.raw:
            terminal.think(response.reasoning)
    else:
        response, cancelled = _streamed(client, request, terminal, quiet=given.json, thoughts=thoughts)
        if cancelled and given.json:
            terminal.write(response.text)
    if given.raw:
        terminal.write(json.dumps(response.to_dict(), indent=2, ensure_ascii=False, default=str) + "\n")
    elif given.json and not cancelled:
        terminal.write(_json_text(response))
    elif given.no_stream:
        terminal.write(_said(response))
    terminal.end_line()
    if given.stats:
        terminal.note(_stats(response))
    if not (given.raw or given.json or cancelled):
        _check_said(response, terminal)
    return response, cancelled


def _stats(response: ChatCompletionResponse) -> str:
    """The figures of an answer in one line."""
    from ..models.stats import CallStats
    from ..models.usage import UsageStatus

    stats = CallStats.of(response)
    known = response.usage_status in (UsageStatus.FINALIZED, UsageStatus.ESTIMATED)
    usage = response.usage
    cached = f" ({usage.cached_tokens} cached)" if usage.cached_tokens else ""
    thinking = f" ({usage.reasoning_tokens} thinking)" if usage.reasoning_tokens else ""
    tokens = f"{usage.prompt_tokens} prompt{cached} + {usage.completion_tokens} answer{thinking} tokens"
    parts = [tokens if known else "tokens unknown"]
    first = stats.time_to_first_token_ms
    if first is not None:
        parts.append(f"first token {first:.0f} ms")
    parts.append(f"total {stats.latency_ms:.0f} ms")
    spent = (stats.latency_ms - (first or 0.0)) / 1000
    if known and first is not None and stats.completion_tokens > 1 and spent > 0:
        parts.append(f"{stats.completion_tokens / spent:.0f} tokens/s")
    cost = response.cost
    parts.append("cost unknown" if cost is None else f"cost ${cost.normalize():f}")
    if stats.retry_count:
        parts.append(f"{stats.retry_count} {'retry' if stats.retry_count == 1 else 'retries'}")
    parts.append(f"{stats.provider}/{stats.model}")
    return f"stats: {', '.join(parts)}"


# --- a conversation ---


def _converse(client: Client, given: argparse.Namespace, terminal: Terminal, first: str) -> int:
    """Ask what the user types until an empty line or the end of the input; Ctrl-C ends only the answer."""
    messages = _instructions(given, first)
    images = list(given.image)
    failed = False
    asked: str | None = first or terminal.ask("> ")
    while asked is not None and asked.strip():
        question = _question(asked, images)
        request = ChatCompletionRequest.of([*messages, question], _fields(given))
        try:
            response, _ = _ask(client, request, given, terminal)
        except Cancelled:
            terminal.end_line()
        except AilibError as error:
            failed = True
            terminal.end_line()
            terminal.note(f"error: {error}")
        else:
            images = []
            if _said(response):
                messages += [question, response.message]
        asked = terminal.ask("> ")
    # Somebody at the keyboard has seen the error; a script needs the code.
    return 1 if failed and _input_kind() != "terminal" else 0


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Ask; see `ailib chat --help`."""
    conversation = given.interactive
    if conversation:
        prompt = " ".join(word for word in given.prompt if word != "-")
    else:
        prompt = _prompt(given.prompt)
        if not prompt and not given.image:
            if _input_kind() != "terminal" or not terminal.shows_answer:
                raise ConfigurationError(
                    "There is nothing to ask", hint='Write ailib chat "your question", or pipe a text into it'
                )
            conversation = True
    with client_for(given, given.model) as client:
        if conversation:
            return _converse(client, given, terminal, prompt)
        messages: list[Any] = [*_instructions(given, prompt), _question(prompt, given.image)]
        _, cancelled = _ask(client, ChatCompletionRequest.of(messages, _fields(given)), given, terminal)
    return 130 if cancelled else 0
