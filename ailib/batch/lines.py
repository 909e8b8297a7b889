"""The lines of a run's output: ours, and that of OpenAI's batch files for items that came in that form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from ..wire.json import dumps

if TYPE_CHECKING:
    from decimal import Decimal

    from ..errors import AilibError
    from ..models.embedding import EmbeddingResponse
    from ..models.response import ChatCompletionResponse
    from ..models.usage import Usage
    from .sources import Entry

__all__ = ["chat_line", "embedding_line", "error_line"]


def _head(entry: Entry) -> dict[str, Any]:
    head: dict[str, Any] = {"index": entry.position}
    if entry.custom_id is not None:
        head["custom_id"] = entry.custom_id
    return head


def _tokens(usage: Usage) -> dict[str, int]:
    found = {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
    }
    for name in ("cached_tokens", "cache_write_tokens", "reasoning_tokens"):
        value = getattr(usage, name)
        if value:
            found[name] = value
    return found


def chat_line(entry: Entry, response: ChatCompletionResponse, cost: Decimal | None) -> bytes:
    """The line of an answer."""
    from ..models.convert import unstructure_answer  # with the first answer, not with the module: it is slow to load

    if entry.openai:
        return _openai_line(entry, response.request_id, 200, _openai_body(response), None)
    line = _head(entry)
    line["text"] = response.text
    line["finish_reason"] = response.finish_reason
    line["usage"] = _tokens(response.usage)
    line["cost"] = None if cost is None else float(cost)
    line["latency"] = None if response.latency is None else round(response.latency, 4)
    # The provider's raw JSON says the same once more; the headers say nothing that outlives the call.
    line["response"] = unstructure_answer(response)
    line["error"] = None
    return dumps(line) + b"\n"


def embedding_line(
    entry: Entry, vectors: list[Any], response: EmbeddingResponse, tokens: int, cost: Decimal | None
) -> bytes:
    """The line of an item's vectors."""
    if entry.openai:
        data = [
            {"object": "embedding", "index": place, "embedding": list(vector)} for place, vector in enumerate(vectors)
        ]
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        body = {"object": "list", "data": data, "model": response.model, "usage": usage}
        return _openai_line(entry, response.request_id, 200, body, None)
    line = _head(entry)
    line["embeddings"] = [list(vector) for vector in vectors]
    line["model"] = response.model
    line["usage"] = {"prompt_tokens": tokens, "completion_tokens": 0, "total_tokens": tokens}
    line["cost"] = None if cost is None else float(cost)
    line["error"] = None
    return dumps(line) + b"\n"


def error_line(entry: Entry, error: AilibError) -> bytes:
    """The line of an item that failed."""
    status = getattr(error, "status", None)
    if entry.openai:
        body = getattr(error, "body", None)
        told = {"code": getattr(error, "code", None) or error.kind.lower(), "message": str(error)}
        return _openai_line(entry, error.request_id, status, body if isinstance(body, Mapping) else None, told)
    line = _head(entry)
    line["text"] = None
    line["response"] = None
    found: dict[str, Any] = {"type": type(error).__name__, "message": str(error), "code": error.code_standard}
    if status is not None:
        found["status"] = status
    if error.request_id:
        found["request_id"] = error.request_id
    if error.attempts:
        found["attempts"] = len(error.attempts)
    line["error"] = found
    return dumps(line) + b"\n"


def _openai_line(entry: Entry, request_id: str | None, status: int | None, body: Any, error: Any) -> bytes:
    response = None if status is None else {"status_code": status, "request_id": request_id, "body": body}
    line = {
        "id": f"batch_req_{entry.position}",
        "custom_id": entry.custom_id,
        "response": response,
        "error": error,
    }
    return dumps(line) + b"\n"


def _openai_body(response: ChatCompletionResponse) -> Mapping[str, Any]:
    """The answer as OpenAI writes it: the provider's own JSON where it is that already."""
    raw: Any = response.raw
    if isinstance(raw, Mapping) and "choices" in raw:
        return cast("Mapping[str, Any]", raw)
    choices: list[dict[str, Any]] = []
    for choice in response.choices:
        message: dict[str, Any] = {"role": "assistant", "content": choice.message.content.as_text() or None}
        if choice.message.tool_calls:
            message["tool_calls"] = [
                {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
                for call in choice.message.tool_calls
            ]
        choices.append({"index": choice.index, "message": message, "finish_reason": choice.finish_reason})
    return {
        "id": response.id,
        "object": "chat.completion",
        "created": response.created,
        "model": response.model,
        "choices": choices,
        "usage": _tokens(response.usage),
    }
