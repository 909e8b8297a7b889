"""What the published manifests ask for beside a profile: content blocks by API style, retry decisions.

Format: https://github.com/ailib-official/ai-protocol, docs/spec/content-block-encoding and schemas/v2/provider.json.
Both are done by what serves every call: the dialects' request encoders, and the delays of a `RetryPolicy`.
"""

from __future__ import annotations

import base64
import binascii
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..errors import InvalidRequestError
from ..models.content import AudioPart, FilePart, ImagePart, TextPart, ToolCall, ToolResultPart
from ..models.message import Message, Role
from ..models.parts import part_from_dict
from ..models.request import ChatCompletionRequest
from ..providers.profile import AuthScheme, ProviderProfile
from ..wire.shapes import is_object
from .retry import delays
from .target import dialect_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..models.content import ContentPart
    from ..options import RetryPolicy

__all__ = ["encode_blocks", "part_of_block", "retry_delay"]

# API styles of published contracts, and the wire families.
_STYLES = {
    "openai_compatible": "openai_chat",
    "openai": "openai_chat",
    "openai_chat": "openai_chat",
    "openai_responses": "openai_responses",
    "anthropic_messages": "anthropic_messages",
    "anthropic": "anthropic_messages",
    "gemini_generate": "gemini_generate_content",
    "gemini": "gemini_generate_content",
    "gemini_generate_content": "gemini_generate_content",
    "bedrock_converse": "bedrock_converse",
    "cohere_v2": "cohere_v2",
    "ollama_native": "ollama_native",
}
# Blocks that carry a medium, and what it is when they do not say.
_MEDIA = {
    "image": "image/png",
    "audio": "audio/wav",
    "document": "application/pdf",
    "file": "application/octet-stream",
}


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidRequestError("A content block's data is not base64", param="data") from error


def _medium(kind: str, mime: str, name: str | None, data: bytes | None = None, url: str | None = None) -> ContentPart:
    if kind == "image":
        return ImagePart(url=url, data=data, mime=mime, name=name)
    if kind == "audio":
        return AudioPart(data, url=url, mime=mime)
    return FilePart(data, url=url, mime=mime, name=name)


def part_of_block(block: Mapping[str, Any], *, ref_resolution: str = "error_before_encode") -> ContentPart:
    """A unified content block of the published runtimes as a part.

    Args:
        block: `{type: image | audio | document, source: {type: base64 | url | ref, media_type, data}}`, with the
            fields of `source` possibly at the top; text, tool calls and results; or a part of ours or OpenAI's.
        ref_resolution: What a reference becomes: "error_before_encode", or with "resolve_at_runtime" the id of an
            uploaded file.

    Raises:
        InvalidRequestError: A reference that nobody resolved, or data that is no base64.
    """
    kind = block.get("type")
    if kind == "tool_use":
        import json

        given = block.get("input")
        arguments = given if isinstance(given, str) else json.dumps({} if given is None else given, ensure_ascii=False)
        return ToolCall(str(block.get("id") or ""), str(block.get("name") or ""), arguments)
    if kind == "tool_result":
        content = block.get("content")
        if not isinstance(content, str):
            import json

            content = json.dumps(content, ensure_ascii=False)
        call_id = block.get("tool_use_id") or block.get("tool_call_id") or ""
        return ToolResultPart(str(call_id), content, bool(block.get("is_error")))
    inner = block.get("source")
    source: dict[str, Any] = {**block, **inner} if is_object(inner) else dict(block)
    how = source.get("source_type") or (source.get("type") if is_object(inner) else None)
    if not isinstance(kind, str) or kind not in _MEDIA or how is None:
        return part_from_dict(block)
    mime = str(source.get("media_type") or source.get("mime_type") or _MEDIA[kind])
    name = source.get("filename") or source.get("name")
    data = source.get("data")
    if how == "url":
        return _medium(kind, mime, name, url=source.get("url") or data)
    if how in ("ref", "file_id", "file"):
        reference = source.get("ref") or source.get("file_id") or source.get("id") or data
        if how == "ref" and ref_resolution != "resolve_at_runtime":
            raise InvalidRequestError(
                f"The {kind} is a reference that has not been resolved: {reference!r}",
                param="source",
                hint="Put the data or an address into the block before it is encoded",
            )
        return FilePart(file_id=str(reference), mime=mime, name=name)
    if not isinstance(data, str):
        raise InvalidRequestError(f"The {kind} has no data", param="source")
    return _medium(kind, mime, name, _bytes(data))


def encode_blocks(
    blocks: Iterable[Mapping[str, Any]], api_style: str, *, ref_resolution: str = "error_before_encode"
) -> list[Any]:
    """Unified content blocks in the JSON of an API style.

    Args:
        blocks: See `part_of_block`.
        api_style: "openai_compatible", "anthropic_messages", "gemini_generate", or a wire family.
        ref_resolution: See `part_of_block`.

    Returns:
        What stands in the content (or the parts) of the message; for OpenAI, calls and results are what stands in
        `tool_calls` and in messages of their own.

    Raises:
        InvalidRequestError: There is no such style, or a block cannot be sent.
    """
    family = _STYLES.get(api_style)
    dialect = dialect_for(family) if family is not None else None
    if family is None or dialect is None:
        raise InvalidRequestError(
            f"There is no API style {api_style!r}", param="api_style", hint=f"Known are {', '.join(_STYLES)}"
        )
    parts = [part_of_block(block, ref_resolution=ref_resolution) for block in blocks]
    role = Role.ASSISTANT if any(isinstance(part, ToolCall) for part in parts) else Role.USER
    profile = ProviderProfile(
        id=api_style, name=api_style, kind="gateway", protocol=family, auth=AuthScheme(required=False)
    )
    request = ChatCompletionRequest(messages=[Message(role, parts)])
    body = dialect.encode_chat(request, profile, "model", stream=False)
    found: list[Any] = []
    messages: list[dict[str, Any]] = body.get("messages") or body.get("contents") or body.get("input") or []
    for message in messages:
        content: Any = message.get("content", message.get("parts"))
        if message.get("role") == "tool" or (content is None and "tool_calls" not in message):
            found.append(message)
            continue
        if isinstance(content, str):
            texts = [part for part in parts if isinstance(part, TextPart)]
            content = [{"type": "text", "text": part.text} for part in texts] if content else []
        found.extend(content or [])
        found.extend(message.get("tool_calls") or [])
    return found


def retry_delay(policy: RetryPolicy, attempt: int, *, retryable: bool = True) -> float | None:
    """Whether and when to try again, by a policy alone.

    Args:
        policy: The policy; its `base` is also the shortest delay here, as published policies want it.
        attempt: The attempt that failed, from 1.
        retryable: Whether the error allows another attempt.

    Returns:
        Seconds to wait; None for no further attempt.
    """
    if not retryable or attempt > policy.max_retries:
        return None
    delay = next(islice(delays(policy), attempt - 1, None))
    return max(delay, min(policy.base, policy.cap))
