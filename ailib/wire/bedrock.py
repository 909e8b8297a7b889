"""The Bedrock Converse family: `POST {base_url}/model/{model}/converse` and `/converse-stream`.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
Requests are in `bedrock_request`, streams in `bedrock_stream`, embeddings in `bedrock_embed`; here are answers, usage,
models and errors.
Requests are signed, or carry a Bedrock API key: see `ailib.providers.aws`.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..models.content import (
    AudioPart,
    ContentPart,
    ImagePart,
    MessageContent,
    ReasoningPart,
    TextPart,
    ToolCall,
    UnknownPart,
)
from ..models.message import Message, Role
from ..models.response import ChatCompletionResponse, Choice
from ..models.usage import Usage, UsageStatus
from .bedrock_request import encode_chat
from .dialect import Dialect
from .json import dumps, loads
from .shapes import Json, is_list, is_object, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..errors import AilibError, APIError
    from ..models.embedding import EmbeddingRequest, EmbeddingResponse
    from ..models.model import Model
    from ..models.request import ChatCompletionRequest
    from ..providers.profile import ProviderProfile
    from .bedrock_stream import BedrockStream

__all__ = ["BedrockConverse", "error_name", "model_path", "routed_model"]

_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "tool_calls",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "content_filtered": "content_filter",
    "guardrail_intervened": "content_filter",
}
# AWS errors, in lower case, without "exception" or "error" at the end. ValidationException says too little: its text
# decides.
_WORDS = {
    "accessdenied": "permission_denied",
    "notauthorized": "permission_denied",
    "optinrequired": "permission_denied",
    "expiredtoken": "authentication",
    "unrecognizedclient": "authentication",
    "invalidclienttokenid": "authentication",
    "invalidsignature": "authentication",
    "incompletesignature": "authentication",
    "signaturedoesnotmatch": "authentication",
    "missingauthenticationtoken": "authentication",
    "requestexpired": "authentication",
    "requesttimetooskewed": "authentication",
    "throttling": "rate_limited",
    "throttled": "rate_limited",
    "toomanyrequests": "rate_limited",
    "requestlimitexceeded": "rate_limited",
    "servicequotaexceeded": "quota_exhausted",
    "limitexceeded": "quota_exhausted",
    "resourcenotfound": "not_found",
    "unknownoperation": "not_found",
    "modelnotready": "overloaded",
    "serviceunavailable": "overloaded",
    "modeltimeout": "timeout",
    "modelerror": "server_error",
    "modelstream": "server_error",
    "modelstreamerror": "server_error",
    "internalserver": "server_error",
    "internalfailure": "server_error",
    "internal": "server_error",
    "conflict": "conflict",
    "requestentitytoolarge": "request_too_large",
}
# How the API says that there is no such model, and that the prompt is too long.
_NO_MODEL = (
    r"model identifier is invalid|model id(entifier)? .*(is|was) not|resolve the foundation model|"
    r"model version has reached the end of its life|no such model|inference profile .*(not found|does not exist)|"
    r"model .{0,120}(does not exist|not found|not be found)"
)
_TOO_LONG = (
    r"input is too long|too many input tokens|"
    r"exceeds? (the )?(context|maximum (number of )?(input )?tokens|model'?s? maximum)|"
    r"prompt is too long|context (length|window|limit)|maximum context|expected max(imum)? (input )?length"
)
_PER_DAY = r"tokens per day|requests per day|daily"


def model_path(model: str, operation: str) -> str:
    """`/model/{model}/{operation}`; a model id (an ARN too) is one percent-encoded segment."""
    return f"/model/{model if '%' in model else quote(model, safe='-._~')}/{operation}"


def error_name(headers: Mapping[str, str] | None, body: Any) -> str | None:
    """The name of an AWS error: from `x-amzn-errortype`, else from the body, without namespace and address."""
    found = headers.get("x-amzn-errortype") if headers is not None else None
    if not found and is_object(body):
        found = body.get("__type") or member(body.get("Output"), "__type")
        if not found and isinstance(body.get("code"), str) and "error" not in body:
            found = body["code"]
    if not isinstance(found, str) or not found:
        return None
    return found.partition(":")[0].rpartition("#")[2].strip() or None


def _word(name: str | None) -> str:
    lowered = (name or "").lower()
    for ending in ("exception", "error"):
        if lowered.endswith(ending) and len(lowered) > len(ending):
            return lowered[: -len(ending)]
    return lowered


def _meaning(name: str | None, message: str, status: int | None) -> str | None:
    """What an error is, in the words of `Quirks.error_codes`; None leaves it to text and status."""
    word = _word(name)
    found = _WORDS.get(word)
    if found in ("rate_limited", "quota_exhausted"):
        return "quota_exhausted" if re.search(_PER_DAY, message, re.IGNORECASE) else found
    if found == "not_found":
        # Beside models only guardrails and prompts are named in a request.
        gone = (
            re.search(r"\b(model|profile|provisioned)", message, re.IGNORECASE) and "guardrail" not in message.lower()
        )
        return "model_not_found" if gone else found
    if found is not None:
        return found
    if word == "validation" or (not word and status in (400, 404, 413, 422, None)):
        if re.search(_NO_MODEL, message, re.IGNORECASE):
            return "model_not_found"
        if re.search(_TOO_LONG, message, re.IGNORECASE):
            return "context_length"
        return "invalid_request" if word else None
    return None


def _count(data: dict[str, Any], *names: str) -> int:
    for name in names:
        value = data.get(name)
        if type(value) is int and value > 0:
            return value
    return 0


class BedrockConverse(Dialect):
    """The dialect; see `ailib.wire.dialect.Dialect`."""

    name = "bedrock_converse"
    stream_accept = "application/vnd.amazon.eventstream"
    error_words = {f"{word}{end}": name for word, name in _WORDS.items() for end in ("", "exception", "error")}

    # Chat

    def chat_path(self, profile: ProviderProfile, model: str, *, stream: bool) -> str:
        """Where chats go: an address for each model."""
        return model_path(model, "converse-stream" if stream else "converse")

    def encode_chat(
        self, request: ChatCompletionRequest, profile: ProviderProfile, model: str, *, stream: bool
    ) -> dict[str, Any]:
        """The body of a chat request."""
        return encode_chat(request, profile, model)

    def decode_chat(
        self, data: Any, profile: ProviderProfile, request: ChatCompletionRequest
    ) -> ChatCompletionResponse | None:
        """An answer; None when `data` is none (no message)."""
        message: Json = member(member(data, "output"), "message")
        if not isinstance(message, dict):
            return None
        content = message.get("content")
        blocks: list[Any] = content if is_list(content) else []
        parts = [self.part(block, profile) or UnknownPart(block) for block in blocks]
        role = message.get("role")
        extra = {key: value for key, value in message.items() if key not in ("role", "content") and value is not None}
        reason = data.get("stopReason")
        raw_reason = reason if isinstance(reason, str) else None
        calls = any(isinstance(part, ToolCall) for part in parts)
        usage = self.usage(data.get("usage"))
        choice = Choice(
            0,
            Message(
                role if isinstance(role, str) and role else Role.ASSISTANT,
                MessageContent(parts),
                extra=extra or None,
                origin=profile.id,
            ),
            self.finish_reason(raw_reason, calls=calls),
            raw_reason,
        )
        return ChatCompletionResponse(
            model=routed_model(data) or "",
            choices=[choice],
            usage=usage or Usage(),
            usage_status=UsageStatus.FINALIZED if usage is not None else UsageStatus.UNSUPPORTED,
            service_tier=self.service_tier(data),
            provider=profile.id,
            raw=data,
        )

    def chat_stream(self, profile: ProviderProfile, request: ChatCompletionRequest, model: str) -> BedrockStream:
        """A decoder for one stream."""
        from .bedrock_stream import BedrockStream

        return BedrockStream(self, profile, request, model)

    def part(self, block: Any, profile: ProviderProfile) -> ContentPart | None:
        """The part that a content block is; None for a block that only its JSON can tell."""
        if not is_object(block):
            return None
        kinds = [key for key in block if key != "type"]  # some servers name the type beside it
        kind = kinds[0] if len(kinds) == 1 else ""
        value: Json = block.get(kind)
        if kind == "text" and isinstance(value, str):
            return TextPart(value)
        if not isinstance(value, dict):
            return None
        if kind == "toolUse":
            return _tool_call(value)
        if kind == "reasoningContent":
            return _thought(value, profile)
        if kind == "citationsContent":
            return _cited(value)
        if kind in ("image", "audio"):
            return _medium(kind, value)
        return None

    @staticmethod
    def finish_reason(raw: str | None, *, calls: bool) -> str | None:
        """The normalised reason. An answer with tool calls that just ended says so."""
        if not raw:
            return None
        reason = _FINISH.get(raw, raw)
        return "tool_calls" if calls and reason == "stop" else reason

    @staticmethod
    def usage(data: Json) -> Usage | None:
        """Token counts. `inputTokens` leaves out what the cache held or took; our prompt has all of it."""
        if not isinstance(data, dict) or not data:
            return None
        read = _count(data, "cacheReadInputTokens", "cacheReadInputTokenCount")
        written = _count(data, "cacheWriteInputTokens", "cacheWriteInputTokenCount")
        prompt = _count(data, "inputTokens") + read + written
        answer = _count(data, "outputTokens")
        rows: Json = data.get("cacheDetails")
        hour = sum(_count(row, "inputTokens") for row in rows if member(row, "ttl") == "1h") if is_list(rows) else 0
        return Usage(
            prompt,
            answer,
            _count(data, "totalTokens") or prompt + answer,
            cached_tokens=read,
            cache_write_tokens=written,
            cache_write_1h_tokens=min(written, hour),
            raw=data,
        )

    @staticmethod
    def service_tier(data: dict[str, Any]) -> str | None:
        """The tier that served the request, where the answer tells."""
        tier = member(data.get("serviceTier"), "type")
        return tier if isinstance(tier, str) else None

    # Models

    def models_path(self, profile: ProviderProfile) -> str | None:
        """The list of foundation models, on the host of the control plane."""
        return profile.endpoints.get("models")

    def decode_models(self, data: Any, profile: ProviderProfile) -> list[Model] | None:
        """A model list: `{modelSummaries: [...]}`."""
        rows = data.get("modelSummaries") if is_object(data) else None
        if not is_list(rows):
            return super().decode_models(data, profile)
        models = (self.decode_model(row, profile) for row in rows)
        return [model for model in models if model is not None]

    def decode_model(self, data: Any, profile: ProviderProfile) -> Model | None:
        """One model: a row of the list, or `{modelDetails: {...}}`."""
        from ..models.model import Model

        row: Json = data.get("modelDetails", data) if is_object(data) else data
        if not isinstance(row, dict) or not isinstance(row.get("modelId"), str):
            return super().decode_model(data, profile)
        owner = row.get("providerName")
        return Model(row["modelId"], profile.id, None, owner if isinstance(owner, str) else None, raw=data)

    # Embeddings

    def embed_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Embeddings are an InvokeModel."""
        return model_path(model, "invoke")

    def texts_at_once(self, profile: ProviderProfile, model: str) -> int | None:
        """How many texts one embeddings request may hold: most models take one."""
        from .bedrock_embed import texts_at_once

        return texts_at_once(model)

    def encode_embed(self, request: EmbeddingRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The body of an embeddings request."""
        from .bedrock_embed import encode_embed

        return encode_embed(request, profile, model)

    def decode_embed(self, data: Any, profile: ProviderProfile, request: EmbeddingRequest) -> EmbeddingResponse | None:
        """The vectors; None when `data` has none."""
        from .bedrock_embed import decode_embed

        return decode_embed(data, profile, request)

    # Counting tokens

    def count_path(self, profile: ProviderProfile, model: str) -> str | None:
        """Where tokens are counted."""
        return model_path(model, "count-tokens")

    def encode_count(self, request: ChatCompletionRequest, profile: ProviderProfile, model: str) -> dict[str, Any]:
        """The chat, without what does not count."""
        body = encode_chat(request, profile, model)
        counted = ("messages", "system", "toolConfig", "additionalModelRequestFields")
        return {"input": {"converse": {key: body[key] for key in counted if key in body}}}

    # Errors

    def refused(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        profile: ProviderProfile,
        *,
        model: str | None = None,
        request_id: str | None = None,
    ) -> APIError:
        """The error of an answer that is not 2xx: its name stands in a header, its text in the body."""
        data: Any
        try:
            data = loads(body)
        except ValueError:
            data = _from_xml(body)
        name = error_name(headers, data)
        if name is not None or (is_object(data) and "error" not in data):
            context: dict[str, Any] = {"status": status, "headers": headers, "model": model, "request_id": request_id}
            return self._error(name, data if is_object(data) else body.decode("utf-8", "replace"), profile, context)
        return super().refused(status, headers, body, profile, model=model, request_id=request_id)

    def exception(self, name: str, data: Any, profile: ProviderProfile, model: str | None) -> APIError:
        """The error of an exception frame in a stream."""
        return self._error(name, data, profile, {"status": 200, "model": model})

    def error_in(self, data: Any, profile: ProviderProfile, **context: Any) -> AilibError | None:
        """The error inside a body that came with status 200, or None."""
        if is_object(data) and "output" in data:
            return None
        name = error_name(None, data)
        if name is not None and name.lower().endswith(("exception", "error")):
            return self._error(name, data, profile, {"status": 200, **context})
        return super().error_in(data, profile, **context)

    def _error(self, name: str | None, data: Any, profile: ProviderProfile, context: dict[str, Any]) -> APIError:
        from .errors import error_from_object

        text: Any = data
        if is_object(data):
            text = data.get("message") or data.get("Message") or data.get("originalMessage")
            if not isinstance(text, str):
                text = member(data.get("error"), "message")
        message = text.strip() if isinstance(text, str) else ""
        status = context.get("status")
        meaning = _meaning(name, message, status)
        said: dict[str, Any] = {"message": message, "type": name}
        # A text that decides needs a word to hang its meaning on, which is not the error's own type.
        key = name if name is not None else "aws"
        words = {} if meaning is None else {key.lower(): meaning}
        error = error_from_object(
            said if name is not None or meaning is None else {**said, "type": key},
            quirks=profile.quirks,
            words=words,
            provider=profile.id,
            **context,
        )
        error.type = name
        error.body = data
        return error

    def request_id(self, headers: Mapping[str, str], profile: ProviderProfile) -> str | None:
        """The id of the request in AWS's header, else in one of the usual ones."""
        return headers.get("x-amzn-requestid") or super().request_id(headers, profile)


def routed_model(data: dict[str, Any]) -> str | None:
    """The model that a prompt router has chosen; None where the answer does not tell."""
    found = member(member(data.get("trace"), "promptRouter"), "invokedModelId")
    return found.rpartition("/")[2] if isinstance(found, str) and found else None


def _from_xml(body: bytes) -> dict[str, Any] | None:
    """An error as those who stand before AWS's services write it: XML with `Code` and `Message`."""
    code = re.search(rb"<Code>([^<]{1,200})</Code>", body[:4000])
    message = re.search(rb"<Message>([^<]{0,2000})</Message>", body[:4000])
    if code is None:
        return None
    text = message[1].decode("utf-8", "replace") if message is not None else ""
    return {"code": code[1].decode("utf-8", "replace"), "message": text}


def _tool_call(use: dict[str, Any]) -> ContentPart | None:
    """A call for the user to make; what the server calls by itself stays JSON, and goes back as it came."""
    if use.get("type") == "server_tool_use":
        return None
    arguments = use.get("input")
    extra = {key: value for key, value in use.items() if key not in ("toolUseId", "name", "input", "type")}
    return ToolCall(
        str(use.get("toolUseId") or ""),
        str(use.get("name") or ""),
        arguments if isinstance(arguments, str) else "" if arguments is None else dumps(arguments).decode(),
        extra=extra or None,
    )


def _thought(content: dict[str, Any], profile: ProviderProfile) -> ReasoningPart:
    inner: Json = content.get("reasoningText")
    if not isinstance(inner, dict) or len(content) > 1:
        text = member(inner, "text")
        return ReasoningPart(text if isinstance(text, str) else "", None, content, "reasoningContent", profile.id)
    text, signature = inner.get("text"), inner.get("signature")
    usual = isinstance(text, str) and inner.keys() <= {"text", "signature"}
    return ReasoningPart(
        text if isinstance(text, str) else "",
        signature if isinstance(signature, str) else None,
        None if usual else content,
        "reasoningContent",
        profile.id,
    )


def _cited(content: dict[str, Any]) -> TextPart:
    """Text with its citations beside it; `content` is kept where it is more than that one text."""
    pieces = content.get("content")
    texts = [member(piece, "text") for piece in pieces] if is_list(pieces) else []
    citations = content.get("citations")
    extra: dict[str, Any] = {key: value for key, value in content.items() if key != "content"}
    extra["citations"] = citations if is_list(citations) else []
    if len(texts) > 1 or not all(isinstance(text, str) for text in texts):
        extra["content"] = pieces
    return TextPart("".join(text for text in texts if isinstance(text, str)), extra)


def _medium(kind: str, value: dict[str, Any]) -> ContentPart | None:
    """An image or sound of the answer; None when there are no bytes."""
    data = member(value.get("source"), "bytes")
    form = value.get("format")
    if not isinstance(data, str) or not isinstance(form, str) or value.keys() - {"format", "source"}:
        return None
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None
    return ImagePart(data=content, mime=f"image/{form}") if kind == "image" else AudioPart(content, format=form)
