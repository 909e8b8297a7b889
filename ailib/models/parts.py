"""Content parts and messages as plain dicts, both ways.

The written form is our own and close to the OpenAI one: text as `{"type": "text", "text": ...}`, an image as
`{"type": "image", "url": ...}`. Read are both forms, so that a list of OpenAI-style dicts is a list of messages.
Plain functions, because they lie on the hot path; `convert` hands them to cattrs for everything else.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, cast

import attrs

from ..errors import InvalidRequestError
from .content import (
    AudioPart,
    ContentPart,
    FilePart,
    ImagePart,
    JsonPart,
    MessageContent,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCall,
    ToolResultPart,
    UnknownPart,
)

__all__ = ["content_from_json", "content_to_json", "part_from_dict", "part_to_dict"]

_Dict: TypeAlias = Mapping[str, Any]


# Where unknown fields go that have the name of one of ours (an `audio` whose `data` is no base64).
_APART = "_extra"


def _rest(data: _Dict, *known: str) -> dict[str, Any] | None:
    rest = {key: value for key, value in data.items() if key not in known}
    apart = rest.pop(_APART, None)
    if isinstance(apart, Mapping):
        rest.update(cast("_Dict", apart))
    return rest or None


def _bytes(value: Any, where: str) -> bytes | None:
    if value is None or isinstance(value, bytes):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise InvalidRequestError(f"{where} is not base64", param=where) from error


def _text(data: _Dict) -> ContentPart:
    text = data.get("text")
    if not isinstance(text, str):
        return UnknownPart(dict(data))
    return TextPart(text, _rest(data, "type", "text") if len(data) > 2 else None)


def _image(data: _Dict) -> ContentPart:
    known = ("type", "url", "data", "path", "mime", "name", "detail")
    return ImagePart(
        data.get("url"),
        _bytes(data.get("data"), "image.data"),
        data.get("path"),
        data.get("mime"),
        data.get("name"),
        data.get("detail"),
        _rest(data, *known),
    )


def _image_url(data: _Dict) -> ContentPart:
    image: _Dict | str | None = data.get("image_url")
    if isinstance(image, str):
        return ImagePart(image, detail=data.get("detail"), extra=_rest(data, "type", "image_url", "detail"))
    if not isinstance(image, Mapping) or not isinstance(image.get("url"), str):
        return UnknownPart(dict(data))
    inner = _rest(image, "url", "detail")
    extra: dict[str, Any] = _rest(data, "type", "image_url") or {}
    if inner:
        extra["image_url"] = inner
    return ImagePart(image["url"], detail=image.get("detail"), extra=extra or None)


def _audio(data: _Dict) -> ContentPart:
    known = ("type", "data", "url", "path", "mime", "format", "id", "transcript", "expires_at")
    return AudioPart(
        _bytes(data.get("data"), "audio.data"),
        data.get("url"),
        data.get("path"),
        data.get("mime"),
        data.get("format"),
        data.get("id"),
        data.get("transcript"),
        data.get("expires_at"),
        _rest(data, *known),
    )


def _input_audio(data: _Dict) -> ContentPart:
    audio: _Dict | None = data.get("input_audio")
    if not isinstance(audio, Mapping) or not isinstance(audio.get("data"), str):
        return UnknownPart(dict(data))
    try:
        sound = base64.b64decode(audio["data"], validate=True)
    except (binascii.Error, ValueError):
        return UnknownPart(dict(data))
    return AudioPart(sound, format=audio.get("format"), extra=_rest(data, "type", "input_audio"))


def _file(data: _Dict) -> ContentPart:
    inner: _Dict | None = data.get("file")
    if isinstance(inner, Mapping):  # OpenAI: {"type": "file", "file": {file_id | filename + file_data}}
        url = inner.get("file_data")
        return FilePart(
            url=url if isinstance(url, str) else None,
            file_id=inner.get("file_id"),
            name=inner.get("filename"),
            extra=_rest(data, "type", "file"),
        )
    known = ("type", "data", "url", "path", "file_id", "mime", "name")
    return FilePart(
        _bytes(data.get("data"), "file.data"),
        data.get("url"),
        data.get("path"),
        data.get("file_id"),
        data.get("mime"),
        data.get("name"),
        _rest(data, *known),
    )


def tool_call_from_dict(data: _Dict) -> ToolCall:
    """A tool call in our form or in OpenAI's (`function` or `custom` inside).

    Arguments that come as an object, as some servers send them, become JSON text.
    """
    kind = data.get("type") or "function"
    ours = kind == "tool_call"
    if ours:
        kind = data.get("kind") or "function"
    inner: _Dict | None = data.get("custom") if kind == "custom" else data.get("function")
    arguments: Any
    if isinstance(inner, Mapping) and not ours:
        extra = _rest(data, "id", "type", "function" if kind != "custom" else "custom", "index")
        unknown = _rest(inner, "name", "arguments", "input")
        if unknown:
            extra = {**(extra or {}), kind: unknown}
        arguments = inner.get("input") if kind == "custom" else inner.get("arguments")
    else:
        inner = data
        extra = _rest(data, "id", "type", "kind", "name", "arguments", "index")
        arguments = data.get("arguments")
    if arguments is None:
        arguments = ""
    elif not isinstance(arguments, str):
        import json

        arguments = json.dumps(arguments, ensure_ascii=False)
    return ToolCall(data.get("id") or "", inner.get("name") or "", arguments, str(kind), extra)


def _tool_result(data: _Dict) -> ContentPart:
    content = data.get("content")
    if not isinstance(content, str):
        return UnknownPart(dict(data))
    known = ("type", "tool_call_id", "content", "is_error")
    return ToolResultPart(data.get("tool_call_id") or "", content, bool(data.get("is_error")), _rest(data, *known))


def _reasoning(data: _Dict) -> ContentPart:
    if not isinstance(data.get("text", ""), str) or _rest(
        data, "type", "text", "signature", "data", "field", "provider"
    ):
        return UnknownPart(dict(data))
    return ReasoningPart(
        data.get("text", ""), data.get("signature"), data.get("data"), data.get("field"), data.get("provider")
    )


def _refusal(data: _Dict) -> ContentPart:
    text = data.get("refusal", data.get("text"))
    known = ("type", "refusal", "text")
    return RefusalPart(text, _rest(data, *known)) if isinstance(text, str) else UnknownPart(dict(data))


_READERS: dict[str, Callable[[_Dict], ContentPart]] = {
    "text": _text,
    "image": _image,
    "image_url": _image_url,
    "audio": _audio,
    "input_audio": _input_audio,
    "file": _file,
    "tool_call": tool_call_from_dict,
    "tool_result": _tool_result,
    "reasoning": _reasoning,
    "refusal": _refusal,
    "json": lambda data: JsonPart(data.get("value")),
    "unknown": lambda data: UnknownPart(data.get("raw")),
}


def part_from_dict(data: _Dict) -> ContentPart:
    """Read one part; a type we do not know gives an `UnknownPart` that keeps everything."""
    kind = data.get("type")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    return reader(data) if reader is not None else UnknownPart(dict(data))


_TYPE_OF: dict[type, str] = {
    ImagePart: "image",
    AudioPart: "audio",
    FilePart: "file",
    ToolCall: "tool_call",
    ToolResultPart: "tool_result",
    ReasoningPart: "reasoning",
    RefusalPart: "refusal",
}


def part_to_dict(part: ContentPart) -> dict[str, Any]:
    """One part as a dict that `part_from_dict` reads back to an equal part."""
    if isinstance(part, TextPart):
        return _with_extra({"type": "text", "text": part.text}, part.extra, ("type", "text"))
    if isinstance(part, JsonPart):
        return {"type": "json", "value": part.value}
    if isinstance(part, UnknownPart):
        raw: _Dict | None = part.raw
        if isinstance(raw, Mapping) and part_from_dict(raw) == part:
            return dict(raw)
        return {"type": "unknown", "raw": raw}
    result: dict[str, Any] = {"type": _TYPE_OF[type(part)]}
    if isinstance(part, ToolCall) and part.type != "function":
        result["kind"] = part.type
    for field in attrs.fields(type(part)):
        value = getattr(part, field.name)
        if field.name in ("type", "extra") or value is None or (value is False and field.default is False):
            continue
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode("ascii")
        result[field.name] = value
    known = ("type", "kind", *(field.name for field in attrs.fields(type(part))))
    return _with_extra(result, getattr(part, "extra", None), known)


def _with_extra(result: dict[str, Any], extra: _Dict | None, known: tuple[str, ...]) -> dict[str, Any]:
    if extra and not extra.keys() & {*known, _APART}:
        result.update(extra)
    elif extra:
        result[_APART] = dict(extra)
    return result


def content_from_json(value: Any) -> MessageContent:
    """Read a message's content: None, a string, or a list of parts."""
    if isinstance(value, str):
        return MessageContent((TextPart(value),))
    if value is None:
        return MessageContent()
    if isinstance(value, Mapping):
        return MessageContent((part_from_dict(cast("_Dict", value)),))
    if isinstance(value, (list, tuple)):
        return MessageContent(_part_of(item) for item in cast("Iterable[Any]", value))
    return MessageContent((UnknownPart(value),))


def _part_of(item: Any) -> ContentPart:
    if isinstance(item, str):
        return TextPart(item)
    return part_from_dict(cast("_Dict", item)) if isinstance(item, Mapping) else UnknownPart(item)


def content_to_json(content: MessageContent) -> str | list[dict[str, Any]]:
    """A lone plain text as a string, everything else as a list of dicts."""
    if len(content) == 1 and isinstance(part := content[0], TextPart) and part.extra is None:
        return part.text
    return [part_to_dict(part) for part in content]
