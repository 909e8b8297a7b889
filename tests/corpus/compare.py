"""What ailib read, held against what the independent readers read. Returns the differences as text."""

from __future__ import annotations

import json
from typing import Any

from ailib import APIError, AudioPart, ChatCompletionResponse, ReasoningPart

from .exchanges import Exchange


def _squeeze(text: str | None) -> str:
    return "".join((text or "").split())


def _arguments(text: str, kind: str) -> Any:
    if kind == "custom":
        return text
    if text == "":
        return {}
    try:
        return json.loads(text)
    except ValueError:
        return text


def differences(exchange: Exchange, response: ChatCompletionResponse) -> list[str]:
    """Every field in which the answer is not as expected."""
    expected = exchange.expected
    accept = expected.get("accept") or {}
    found: list[str] = []

    def check(field: str, got: Any, want: Any) -> None:
        if got != want and got not in accept.get(field, ()):
            found.append(f"{field}: got {str(got)[:200]!r}, expected {str(want)[:200]!r}")

    text, thought = response.text, response.reasoning or ""
    if expected.get("tool_plan"):
        # Cohere's plan for its tools is thinking in ailib; the readers kept it apart.
        thoughts = [part for part in response.message.content if isinstance(part, ReasoningPart)]
        plan = "".join(part.text for part in thoughts if part.field == "tool_plan")
        check("tool_plan", plan, expected["tool_plan"])
        thought = "".join(part.text for part in thoughts if part.field != "tool_plan")
    if "<think>" in (expected["text"] or "") and not expected["reasoning_text"]:
        # The official package leaves the tags in the text; ailib takes them apart. Nothing may be lost.
        check("text", _squeeze(f"<think>{thought}</think>{text}"), _squeeze(expected["text"]))
    else:
        check("text", text, expected["text"] or "")
        check("reasoning_text", _squeeze(thought), _squeeze(expected["reasoning_text"]))
    calls = [
        # An id of ours stands where the provider has none.
        {
            "id": "" if call.id.startswith("ailib_") else call.id,
            "name": call.name,
            "arguments": _arguments(call.arguments, call.type),
        }
        for call in response.tool_calls
    ]
    wanted = [{**call, "id": call["id"] or ""} for call in expected["tool_calls"] or []]
    function = response.choices[0].message.function_call if response.choices else None
    if function is not None:
        check(
            "function_call",
            {"name": function.name, "arguments": _arguments(function.arguments, "function")},
            expected.get("function_call"),
        )
    elif expected.get("function_call"):
        found.append("function_call: not found")
    check("tool_calls", calls, wanted)
    check("finish_reason_raw", response.finish_reason_raw or None, expected["finish_reason_raw"] or None)
    if expected["model"]:  # where an answer names no model, ailib gives the one that was asked for
        check("model", response.model or None, expected["model"])
    check("response_id", response.id or None, expected["response_id"] or None)
    check("n_choices", len(response.choices), expected["n_choices"])
    check("refusal", response.refusal or None, expected["refusal"] or None)
    check("logprobs", bool(response.choices and response.choices[0].logprobs), bool(expected["logprobs"]))
    usage = expected["usage"] or {}
    names = {
        "input_tokens": "prompt_tokens",
        "output_tokens": "completion_tokens",
        "total": "total_tokens",
        "cached_input": "cached_tokens",
        "reasoning": "reasoning_tokens",
    }
    for theirs, ours in names.items():
        if usage.get(theirs) is not None:
            got = getattr(response.usage, ours)
            if theirs == "input_tokens" and exchange.input_excludes_cache:
                # What was read from the cache or written to it stands beside the input there, in it here.
                got -= response.usage.cached_tokens + response.usage.cache_write_tokens
            check(f"usage.{theirs}", got, usage[theirs])
    if expected.get("audio_transcript"):
        said = [part.transcript for part in response.message.content if isinstance(part, AudioPart) and part.transcript]
        check("audio_transcript", said[0] if said else None, expected["audio_transcript"])
    if expected["citations"]:
        check("citations", len(response.citations), expected["citations"])
    return found


def error_differences(exchange: Exchange, error: APIError) -> list[str]:
    """Every field in which the error is not as expected."""
    want = exchange.expected["error"]
    found: list[str] = []
    if not isinstance(error, APIError):
        return [f"{type(error).__name__} instead of an APIError: {error}"]
    for name in ("status", "type", "code"):
        got, expected = getattr(error, name), want[name]
        # A number may stand for a code; ailib's codes are text.
        if got != expected and str(got) != str(expected):
            found.append(f"{name}: got {got!r}, expected {expected!r}")
    if _squeeze(want["message"])[:60] not in _squeeze(error.message):
        found.append(f"message: got {error.message[:120]!r}, expected {str(want['message'])[:120]!r}")
    return found
